import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeightTree } from './height-tree.ts';

const measurements = (length: number) =>
  fc.array(
    fc.record({
      index: fc.nat(Math.max(0, length - 1)),
      height: fc.integer({ min: 1, max: 4_000 }).map((eighths) => eighths / 8),
    }),
  );
const trees = fc
  .integer({ min: 1, max: 300 })
  .chain((length) => fc.record({ length: fc.constant(length), changes: measurements(length) }));

function build({ length, changes }: { length: number; changes: readonly { index: number; height: number }[] }) {
  const tree = new HeightTree(length, 40);
  const plain = Array.from({ length }, () => 40);
  for (const { index, height } of changes) {
    tree.measure(index, height);
    plain[index] = height;
  }
  return { tree, plain };
}
const offset = (heights: readonly number[], index: number) =>
  heights.slice(0, index).reduce((sum, height) => sum + height, 0);

describe('HeightTree', () => {
  it('places every row where the heights above it add up to', () => {
    fc.assert(
      fc.property(trees, (input) => {
        const { tree, plain } = build(input);
        for (let index = 0; index <= plain.length; index++)
          expect(tree.offsetOf(index)).toBeCloseTo(offset(plain, index), 6);
      }),
    );
  });

  it('finds the row under every offset', () => {
    fc.assert(
      fc.property(trees, fc.double({ min: 0, max: 1, noNaN: true }), (input, share) => {
        const { tree, plain } = build(input);
        const at = share * tree.offsetOf(plain.length);
        const index = tree.indexAt(at);
        expect(tree.offsetOf(index)).toBeLessThanOrEqual(at);
        if (index < plain.length - 1) expect(tree.offsetOf(index + 1)).toBeGreaterThan(at);
      }),
    );
  });

  it('keeps the measured heights of rows that stay, wherever they go', () => {
    fc.assert(
      fc.property(trees, fc.nat(50), fc.nat(300), fc.nat(300), (input, inserted, first, second) => {
        const { tree, plain } = build(input);
        const head = Math.min(first, plain.length);
        const tail = Math.min(second, plain.length - head);
        const heights = [
          ...plain.slice(0, head),
          ...Array.from({ length: inserted }, () => 40),
          ...plain.slice(plain.length - tail),
        ];
        const placeOf = (index: number) => {
          if (index < head) return index;
          return index >= plain.length - tail ? index - plain.length + heights.length : undefined;
        };
        const next = tree.moved(heights.length, placeOf);
        for (let index = 0; index <= heights.length; index++)
          expect(next.offsetOf(index)).toBeCloseTo(offset(heights, index), 6);
      }),
    );
  });
});
