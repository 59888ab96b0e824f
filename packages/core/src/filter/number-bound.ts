import { unreachable } from '../failure/index.ts';
import type { RecordTest } from './record-test.ts';

type Holds = RecordTest['holds'];

/** A number of a record's own, and what it is compared with. */
export interface NumberBound {
  readonly name: string;
  readonly op: 'lt' | 'lte' | 'gt' | 'gte';
  readonly operand: number;
}

/** Whether the number is within its bound, and all the rest holds. Most groups begin so, and a call for no more than this would be felt. */
export function withinBound({ name, op, operand }: NumberBound, rest: Holds): Holds {
  switch (op) {
    case 'lt':
      return (record, now) => {
        const value = record[name];
        return typeof value === 'number' && value < operand && rest(record, now);
      };
    case 'lte':
      return (record, now) => {
        const value = record[name];
        return typeof value === 'number' && value <= operand && rest(record, now);
      };
    case 'gt':
      return (record, now) => {
        const value = record[name];
        return typeof value === 'number' && value > operand && rest(record, now);
      };
    case 'gte':
      return (record, now) => {
        const value = record[name];
        return typeof value === 'number' && value >= operand && rest(record, now);
      };
    default:
      return unreachable(op);
  }
}
