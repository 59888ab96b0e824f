import { unreachable } from '../failure/index.ts';
import type { AnyRecord } from '../model/index.ts';
import type { Narrow } from './block.ts';
import type { NumberBound } from './number-bound.ts';

/** A number's bound, for many records: a number is where it is read, and need not be waited for. */
export function narrowNumber({ name, op, operand }: NumberBound): Narrow {
  switch (op) {
    case 'lt':
      return ({ records }, places, count, wanted) => {
        let kept = 0;
        for (let at = 0; at < count; at++) {
          const place = places[at] as number;
          const value = (records[place] as AnyRecord)[name];
          places[kept] = place;
          if ((typeof value === 'number' && value < operand) === wanted) kept += 1;
        }
        return kept;
      };
    case 'lte':
      return ({ records }, places, count, wanted) => {
        let kept = 0;
        for (let at = 0; at < count; at++) {
          const place = places[at] as number;
          const value = (records[place] as AnyRecord)[name];
          places[kept] = place;
          if ((typeof value === 'number' && value <= operand) === wanted) kept += 1;
        }
        return kept;
      };
    case 'gt':
      return ({ records }, places, count, wanted) => {
        let kept = 0;
        for (let at = 0; at < count; at++) {
          const place = places[at] as number;
          const value = (records[place] as AnyRecord)[name];
          places[kept] = place;
          if ((typeof value === 'number' && value > operand) === wanted) kept += 1;
        }
        return kept;
      };
    case 'gte':
      return ({ records }, places, count, wanted) => {
        let kept = 0;
        for (let at = 0; at < count; at++) {
          const place = places[at] as number;
          const value = (records[place] as AnyRecord)[name];
          places[kept] = place;
          if ((typeof value === 'number' && value >= operand) === wanted) kept += 1;
        }
        return kept;
      };
    default:
      return unreachable(op);
  }
}
