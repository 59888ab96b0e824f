import { unreachable } from '../failure/index.ts';
import type { Comparison } from '../model/index.ts';
import { compareValues, holdsByOrder } from './compare-values.ts';
import type { Operator } from './filter.ts';
import { fold } from './fold.ts';

/** A value or an operand as it is compared: texts for people folded, alone or each of a list. */
export function comparable(comparison: Comparison, value: unknown): unknown {
  if (comparison !== 'folded' && comparison !== 'foldedSet') return value;
  return Array.isArray(value) ? value.map(fold) : typeof value === 'string' ? fold(value) : value;
}

/** Whether a field clause holds for a value; undefined where that is missing. Both are `comparable`. `isWithin` answers for `within`. */
export function valueHolds(
  op: Operator,
  comparison: Comparison,
  value: unknown,
  operand: unknown,
  isWithin: (value: string) => boolean,
): boolean {
  if (op === 'exists') return (value !== undefined) === operand;
  if (value === undefined) return op === 'ne';
  switch (op) {
    case 'contains':
      return (value as string).includes(operand as string);
    case 'startsWith':
      return (value as string).startsWith(operand as string);
    case 'endsWith':
      return (value as string).endsWith(operand as string);
    case 'has':
      return (value as readonly unknown[]).includes(operand);
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
