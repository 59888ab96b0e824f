import type { FieldPath } from '../model/index.ts';
import { compileOwnTest } from './compile-own-test.ts';
import { compileValueTest } from './compile-value-test.ts';
import type { FilterContext } from './context.ts';
import type { FieldClause } from './filter.ts';
import { knownPath, readPath } from './known-path.ts';
import { narrowField } from './narrow-field.ts';
import { narrowNumber } from './narrow-number.ts';
import type { NumberBound } from './number-bound.ts';
import { measuredShare, type RecordTest } from './record-test.ts';

// What it costs to get a value from memory, in comparisons of a number.
const ownValue = 30;

/** A field clause made ready. */
export function compileField(clause: FieldClause, type: string, context: FilterContext): RecordTest {
  const path = knownPath(context.model, type, clause.field);
  const bound = numberBound(clause, path);
  const holds = compileOwnTest(clause, path, context) ?? anyTest(clause, path, context);
  const way = (path.key.at === 'root' ? 0 : 3) + 15 * path.steps.length;
  const test: RecordTest = {
    cost: costOf(clause, path),
    fetch: way + fetching[path.comparison],
    share: expectedShare(clause, path),
    timed: clause.op === 'within',
    field: clause.field,
    holds,
    narrow: bound ? narrowNumber(bound) : narrowField(clause, path, context),
    bound,
    measured: (sample) => ({
      ...test,
      fetch:
        way +
        measuredFetch(
          sample.records.map((record) => (way === 0 ? record[path.key.name] : readPath(path, record, context))),
        ),
      share: measuredShare(holds, sample),
    }),
  };
  return test;
}

function numberBound(
  { op, value: operand }: FieldClause,
  { comparison, key, steps }: FieldPath,
): NumberBound | undefined {
  if (comparison !== 'number' || steps.length > 0 || key.at !== 'root' || typeof operand !== 'number') return undefined;
  return op === 'lt' || op === 'lte' || op === 'gt' || op === 'gte' ? { name: key.name, op, operand } : undefined;
}

/** Reads the value, then tests it. */
function anyTest(clause: FieldClause, path: FieldPath, context: FilterContext): RecordTest['holds'] {
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

// As measured, in comparisons of a number.
const comparing = {
  boolean: 1,
  number: 1,
  exact: 2,
  date: 3,
  instant: 3,
  money: 3,
  folded: 3,
  exactSet: 3,
  foldedSet: 5,
  opaque: 1,
} as const;

function costOf({ op, value }: FieldClause, path: FieldPath): number {
  if (op === 'exists') return 1;
  if (op === 'in') return comparing[path.comparison] + 0.4 * (value as readonly unknown[]).length;
  return op === 'contains' ? 14 : comparing[path.comparison];
}

/** Engines keep a short text of JSON once, and a longer one as often as it comes. */
function isOwn(value: unknown): boolean {
  return typeof value === 'string' && value.length >= 10;
}

// Until values were seen: those of choices and dates are few, texts and instants mostly each record's own.
const fetching = {
  boolean: 0,
  number: 0,
  exact: 3,
  date: 4,
  instant: 15,
  money: ownValue,
  folded: 8,
  exactSet: 2 * ownValue,
  foldedSet: 2 * ownValue,
  opaque: 0,
} as const;

/** A value that other records share is in the cache where theirs was looked at; one that a record has for itself comes from memory. */
function measuredFetch(values: readonly unknown[]): number {
  let fetched = 0;
  const texts = new Set<string>();
  for (const value of values) {
    if (typeof value === 'string') {
      if (isOwn(value)) fetched += 1;
      else texts.add(value);
    } else if (Array.isArray(value)) fetched += value.length === 0 ? 1 : 2 + value.filter(isOwn).length;
    else if (typeof value === 'object' && value !== null) fetched += 1;
  }
  return (ownValue * (fetched + texts.size)) / values.length;
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

function expectedShare({ op, value }: FieldClause, path: FieldPath): number {
  if (op === 'exists') return value === true ? 0.8 : 0.2;
  if (op === 'in') return Math.min(0.6, 0.01 + 0.1 * (value as readonly unknown[]).length);
  if (op === 'eq' && path.comparison === 'boolean') return 0.5;
  return shares[op];
}
