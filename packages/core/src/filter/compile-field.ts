import type { FieldPath } from '../model/index.ts';
import { compileValueTest } from './compile-value-test.ts';
import type { FilterContext } from './context.ts';
import type { FieldClause, RelativeSpan } from './filter.ts';
import { fold } from './fold.ts';
import { compareFolded, foldedMatcher, foldedMember } from './folded-text.ts';
import { knownPath, readPath } from './known-path.ts';
import type { RecordTest } from './record-test.ts';
import { spanWindow } from './span-window.ts';

type Holds = RecordTest['holds'];

/** A field clause made ready. */
export function compileField(clause: FieldClause, type: string, context: FilterContext): RecordTest {
  const path = knownPath(context.model, type, clause.field);
  return {
    cost: costOf(clause, path),
    share: shareOf(clause, path),
    timed: clause.op === 'within',
    holds: ownTest(clause, path, context) ?? anyTest(clause, path, context),
  };
}

/** Reads the value, then tests it. */
function anyTest(clause: FieldClause, path: FieldPath, context: FilterContext): Holds {
  const whenMissing = clause.op === 'ne' || (clause.op === 'exists' && clause.value === false);
  const test = compileValueTest(clause, path, context);
  const { name, at } = path.key;
  if (path.steps.length > 0 || at !== 'root' || path.comparison.endsWith('Set') || path.comparison === 'opaque') {
    return (record, now) => {
      const value = readPath(path, record, context);
      return value === undefined ? whenMissing : test(value, now);
    };
  }
  return (record, now) => {
    const value = record[name];
    return value === undefined || value === null ? whenMissing : test(value, now);
  };
}

/** The commonest clauses about a record's own fields, where a call for each value would be felt. */
function ownTest(clause: FieldClause, path: FieldPath, context: FilterContext): Holds | undefined {
  if (path.steps.length > 0 || path.key.at !== 'root') return undefined;
  const { name } = path.key;
  const { op, value: operand } = clause;
  if (path.comparison === 'number' && typeof operand === 'number') {
    switch (op) {
      case 'eq':
        return (record) => record[name] === operand;
      case 'lt':
        return (record) => {
          const value = record[name];
          return typeof value === 'number' && value < operand;
        };
      case 'lte':
        return (record) => {
          const value = record[name];
          return typeof value === 'number' && value <= operand;
        };
      case 'gt':
        return (record) => {
          const value = record[name];
          return typeof value === 'number' && value > operand;
        };
      case 'gte':
        return (record) => {
          const value = record[name];
          return typeof value === 'number' && value >= operand;
        };
      default:
        return undefined;
    }
  }
  if (path.comparison === 'folded' && op === 'in') {
    const isMember = foldedMember((operand as readonly string[]).map(fold));
    return (record) => {
      const value = record[name];
      return typeof value === 'string' && isMember(value);
    };
  }
  if (path.comparison === 'folded' && typeof operand === 'string') {
    const folded = fold(operand);
    switch (op) {
      case 'eq':
        return (record) => {
          const value = record[name];
          return typeof value === 'string' && compareFolded(value, folded) === 0;
        };
      case 'ne':
        return (record) => {
          const value = record[name];
          return typeof value !== 'string' || compareFolded(value, folded) !== 0;
        };
      case 'contains': {
        const matches = foldedMatcher(folded);
        return (record) => {
          const value = record[name];
          return typeof value === 'string' && matches(value);
        };
      }
      default:
        return undefined;
    }
  }
  if (op === 'within') {
    const { includes } = spanWindow(operand as RelativeSpan, path, context);
    return (record, now) => {
      const value = record[name];
      return typeof value === 'string' && includes(value, now);
    };
  }
  const isExact =
    path.comparison === 'exact' ||
    path.comparison === 'boolean' ||
    path.comparison === 'date' ||
    path.comparison === 'instant';
  return isExact && op === 'eq' ? (record) => record[name] === operand : undefined;
}

// As measured, in comparisons of a number: what counts is whether a value is kept in the record or has to be fetched.
const costs = {
  boolean: 1,
  number: 1,
  exact: 2,
  date: 7,
  instant: 7,
  money: 4,
  folded: 3,
  exactSet: 6,
  foldedSet: 7,
  opaque: 1,
} as const;

function costOf({ op, value }: FieldClause, path: FieldPath): number {
  const compared =
    op === 'exists'
      ? 1
      : op === 'in'
        ? costs[path.comparison] + 0.4 * (value as readonly unknown[]).length
        : op === 'contains'
          ? 14
          : costs[path.comparison];
  return compared + (path.key.at === 'root' ? 0 : 3) + 15 * path.steps.length;
}

// As query planners guess where they know nothing of the values.
const shares = {
  eq: 0.1,
  ne: 0.9,
  lt: 0.4,
  lte: 0.4,
  gt: 0.4,
  gte: 0.4,
  between: 0.25,
  contains: 0.15,
  startsWith: 0.1,
  endsWith: 0.1,
  has: 0.1,
  within: 0.25,
} as const;

function shareOf({ op, value }: FieldClause, path: FieldPath): number {
  if (op === 'exists') return value === true ? 0.8 : 0.2;
  if (op === 'in') return Math.min(0.6, 0.01 + 0.1 * (value as readonly unknown[]).length);
  if (op === 'eq' && path.comparison === 'boolean') return 0.5;
  return shares[op];
}
