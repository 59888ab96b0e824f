import { describe, expect, it } from 'vitest';
import { HeightTree } from './height-tree.ts';
import { wantedRange, type RangeQuestion, type RowRange } from './row-range.ts';

/** Rows of 10 px each. */
const treeOf = (length: number): HeightTree => new HeightTree(length, 10);

const question = (scrollTop: number, step = 0): RangeQuestion => ({
  tree: treeOf(10_000),
  plainUpTo: 150,
  scrollTop,
  viewport: 400,
  step,
});

/** Scrolls by equal steps, and tells which of them rows are drawn at. */
function drawnAt(step: number, steps: number): readonly number[] {
  let there: RowRange | undefined = wantedRange(question(50_000));
  const drawn: number[] = [];
  for (let index = 1; index <= steps; index++) {
    const wanted = wantedRange(question(50_000 + index * step, step), there);
    if (wanted) drawn.push(index);
    there = wanted ?? there;
    const top = Math.floor((50_000 + index * step) / 10);
    expect(there!.first).toBeLessThanOrEqual(top);
    expect(there!.last).toBeGreaterThanOrEqual(top + 40);
  }
  return drawn;
}

describe('wantedRange', () => {
  it('has the rows in view and one on each side while nobody scrolls', () => {
    expect(wantedRange(question(50_000))).toEqual({ first: 4_999, last: 5_041 });
    expect(wantedRange(question(0))).toEqual({ first: 0, last: 41 });
  });

  it('draws for two steps at once while somebody scrolls fast, down and up', () => {
    expect(drawnAt(100, 8)).toEqual([1, 3, 5, 7]);
    expect(drawnAt(-100, 8)).toEqual([1, 3, 5, 7]);
  });

  it('draws few rows at once while somebody scrolls slowly', () => {
    const there = wantedRange(question(50_000, 4))!;
    const next = wantedRange(question(50_010, 4), there)!;
    expect(next.last - there.last).toBe(1);
  });

  it('has rows on both sides after a leap, for nobody knows where it goes on', () => {
    expect(wantedRange(question(50_000, 30_000))).toEqual({ first: 4_989, last: 5_051 });
  });

  it('has all of a short list', () => {
    const short = { ...question(300), tree: treeOf(150) };
    expect(wantedRange(short)).toEqual({ first: 0, last: 149 });
    expect(wantedRange(short, { first: 0, last: 149 })).toBeUndefined();
  });
});
