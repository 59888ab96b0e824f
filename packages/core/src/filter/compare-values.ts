import { unreachable } from '../failure/index.ts';
import type { Comparison, Money } from '../model/index.ts';
import { comparePoints } from './compare-points.ts';
import type { Operator } from './filter.ts';

/** Where a value stands to an operand of its class, texts folded where they compare folded: negative, 0 or positive; NaN where the two can't be compared (money of two currencies). */
export function compareValues(comparison: Comparison, value: unknown, operand: unknown): number {
  switch (comparison) {
    case 'folded':
    case 'exact':
      return comparePoints(value as string, operand as string);
    case 'number':
      return (value as number) < (operand as number) ? -1 : (value as number) > (operand as number) ? 1 : 0;
    case 'date':
    case 'instant':
      return (value as string) < (operand as string) ? -1 : (value as string) > (operand as string) ? 1 : 0;
    case 'boolean':
      return Number(value) - Number(operand);
    case 'money': {
      const [mine, theirs] = [value as Money, operand as Money];
      return mine.currency === theirs.currency ? compareValues('number', mine.amount, theirs.amount) : Number.NaN;
    }
    case 'foldedSet':
    case 'exactSet':
    case 'opaque':
      return Number.NaN;
    default:
      return unreachable(comparison);
  }
}

/** Whether `op` holds, by how the value stands to an operand. */
export function holdsByOrder(op: Operator, operand: unknown, compare: (operand: unknown) => number): boolean {
  switch (op) {
    case 'eq':
      return compare(operand) === 0;
    case 'ne':
      return compare(operand) !== 0;
    case 'lt':
      return compare(operand) < 0;
    case 'lte':
      return compare(operand) <= 0;
    case 'gt':
      return compare(operand) > 0;
    case 'gte':
      return compare(operand) >= 0;
    case 'between': {
      const [low, high] = operand as readonly [unknown, unknown];
      return compare(low) >= 0 && compare(high) <= 0;
    }
    case 'in':
      return (operand as readonly unknown[]).some((one) => compare(one) === 0);
    case 'contains':
    case 'startsWith':
    case 'endsWith':
    case 'has':
    case 'exists':
    case 'within':
      return false;
    default:
      return unreachable(op);
  }
}
