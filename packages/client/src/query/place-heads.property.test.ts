import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PlaceHeads } from './place-heads.ts';

const place = fc.oneof(
  fc.string({ maxLength: 9 }),
  fc.string({ unit: 'binary', maxLength: 9 }),
  fc.constantFrom('aaaaaa', 'aaaaaaa', 'aaaaab', ''),
);
const step = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), place }),
  fc.record({ kind: fc.constant('delete' as const), at: fc.nat(500) }),
  fc.record({ kind: fc.constant('move' as const), at: fc.nat(500), place }),
);

it('finds every place where a sorted list of texts has it, beyond its first size too (L3)', () => {
  fc.assert(
    fc.property(fc.array(place, { maxLength: 150 }), fc.array(step), place, (start, steps, sought) => {
      const heads = new PlaceHeads();
      const places: string[] = [];
      const lowerBound = (text: string): number => heads.lowerBound(text, (index) => (places[index] as string) < text);
      const insert = (text: string): void => {
        const index = lowerBound(text);
        heads.push(text);
        heads.move(places.length, index, text);
        places.splice(index, 0, text);
      };
      for (const text of start) insert(text);
      for (const one of steps) {
        const from = 'at' in one ? one.at % Math.max(1, places.length) : 0;
        if (one.kind === 'insert') insert(one.place);
        else if (places.length === 0) continue;
        else if (one.kind === 'delete') {
          heads.delete(from);
          places.splice(from, 1);
        } else {
          const target = lowerBound(one.place);
          const to = from < target ? target - 1 : target;
          heads.move(from, to, one.place);
          places.splice(from, 1);
          places.splice(to, 0, one.place);
        }
      }
      expect(places).toEqual(places.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
      for (const text of [sought, ...places]) expect(lowerBound(text)).toBe(places.filter((one) => one < text).length);
    }),
    { numRuns: 500 },
  );
});
