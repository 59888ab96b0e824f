import { unreachable } from '../failure/index.ts';
import type { FieldPath } from '../model/index.ts';
import { compareValues, holdsByOrder } from './compare-values.ts';
import type { FieldClause } from './filter.ts';
import { fold } from './fold.ts';

/** Whether a field clause holds for the value at its path; undefined where that is missing. `isWithin` answers for `within`. */
export function valueHolds(
  { op, value: operand }: FieldClause,
  { comparison }: FieldPath,
  value: unknown,
  isWithin: (value: string) => boolean,
): boolean {
  if (op === 'exists') return (value !== undefined) === operand;
  if (value === undefined) return op === 'ne';
  switch (op) {
    case 'contains':
      return fold(value as string).includes(fold(operand as string));
    case 'startsWith':
      return comparison === 'folded'
        ? fold(value as string).startsWith(fold(operand as string))
        : (value as string).startsWith(operand as string);
    case 'endsWith':
      return fold(value as string).endsWith(fold(operand as string));
    case 'has': {
      const same =
        comparison === 'foldedSet'
          ? (one: string) => fold(one) === fold(operand as string)
          : (one: string) => one === operand;
      return (value as readonly string[]).some(same);
    }
    case 'within':
      return isWithin(value as string);
    case 'eq':
    case 'ne':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
    case 'between':
    case 'in':
      return holdsByOrder(op, operand, (one) => compareValues(comparison, value, one));
    default:
      return unreachable(op);
  }
}
