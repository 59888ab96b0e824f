import { unreachable } from '../failure/index.ts';
import type { FieldPath, Instant } from '../model/index.ts';
import { comparePoints } from './compare-points.ts';
import { compareValues, holdsByOrder } from './compare-values.ts';
import type { FilterContext } from './context.ts';
import type { FieldClause, RelativeSpan } from './filter.ts';
import { fold } from './fold.ts';
import { compareFolded, endsWithFolded, foldedMatcher, foldedMember, startsWithFolded } from './folded-text.ts';
import { spanWindow } from './span-window.ts';

/** Tests a value that is not missing. */
export type ValueTest = (value: unknown, now: Instant) => boolean;

/** A field clause's test of a value, specialised by the field's class, the operator and the operand. */
export function compileValueTest(clause: FieldClause, path: FieldPath, context: FilterContext): ValueTest {
  const { op, value: operand } = clause;
  if (op === 'exists') return () => operand === true;
  if (op === 'within') {
    const window = spanWindow(operand as RelativeSpan, path, context);
    return (value, now) => window.includes(value as string, now);
  }
  switch (path.comparison) {
    case 'folded':
      return foldedTest(clause);
    case 'number':
      return numberTest(clause);
    case 'exact':
    case 'date':
    case 'instant':
    case 'boolean':
      if (op === 'eq') return (value) => value === operand;
      if (op === 'ne') return (value) => value !== operand;
      if (op === 'in') return isAmong(operand as readonly unknown[]);
      if (op === 'startsWith') return (value) => (value as string).startsWith(operand as string);
      return path.comparison === 'exact'
        ? orderTest(clause, (value, one) => comparePoints(value as string, one as string))
        : asciiOrderTest(clause);
    case 'money': {
      return orderTest(clause, (value, one) => compareValues('money', value, one));
    }
    case 'foldedSet': {
      const wanted = fold(operand as string);
      return (value) => {
        for (const one of value as readonly string[]) if (compareFolded(one, wanted) === 0) return true;
        return false;
      };
    }
    case 'exactSet':
      return (value) => (value as readonly unknown[]).includes(operand);
    case 'opaque':
      return () => false;
    default:
      return unreachable(path.comparison);
  }
}

function orderTest(
  { op, value: operand }: FieldClause,
  compare: (value: unknown, operand: unknown) => number,
): ValueTest {
  return (value) => holdsByOrder(op, operand, (one) => compare(value, one));
}

function foldedTest(clause: FieldClause): ValueTest {
  const { op } = clause;
  if (op === 'between' || op === 'in') {
    const operands = (clause.value as readonly string[]).map(fold);
    if (op === 'in') return foldedMember(operands) as ValueTest;
    const [low = '', high = ''] = operands;
    return (value) => compareFolded(value as string, low) >= 0 && compareFolded(value as string, high) <= 0;
  }
  const operand = fold(clause.value as string);
  switch (op) {
    case 'eq':
      return (value) => compareFolded(value as string, operand) === 0;
    case 'ne':
      return (value) => compareFolded(value as string, operand) !== 0;
    case 'contains':
      return foldedMatcher(operand) as ValueTest;
    case 'startsWith':
      return (value) => startsWithFolded(value as string, operand);
    case 'endsWith':
      return (value) => endsWithFolded(value as string, operand);
    default:
      return (value) => holdsByOrder(op, operand, (one) => compareFolded(value as string, one as string));
  }
}

function isAmong(operands: readonly unknown[]): ValueTest {
  if (operands.length > 16) {
    const set = new Set(operands);
    return (value) => set.has(value);
  }
  return (value) => {
    for (let index = 0; index < operands.length; index++) if (value === operands[index]) return true;
    return false;
  };
}

/** Compares numbers: fields, and counts of related records. */
export function numberTest({ op, value }: Pick<FieldClause, 'op' | 'value'>): ValueTest {
  if (op === 'in') return isAmong(value as readonly number[]);
  if (op === 'between') {
    const [low, high] = value as readonly [number, number];
    return (one) => (one as number) >= low && (one as number) <= high;
  }
  const operand = value as number;
  switch (op) {
    case 'eq':
      return (one) => one === operand;
    case 'ne':
      return (one) => one !== operand;
    case 'lt':
      return (one) => (one as number) < operand;
    case 'lte':
      return (one) => (one as number) <= operand;
    case 'gt':
      return (one) => (one as number) > operand;
    case 'gte':
      return (one) => (one as number) >= operand;
    default:
      return () => false;
  }
}

// Dates and instants are ASCII of one length: the order of their texts is the order of time.
function asciiOrderTest({ op, value }: FieldClause): ValueTest {
  if (op === 'between') {
    const [low, high] = value as readonly [string, string];
    return (one) => (one as string) >= low && (one as string) <= high;
  }
  const operand = value as string;
  switch (op) {
    case 'lt':
      return (one) => (one as string) < operand;
    case 'lte':
      return (one) => (one as string) <= operand;
    case 'gt':
      return (one) => (one as string) > operand;
    case 'gte':
      return (one) => (one as string) >= operand;
    default:
      return () => false;
  }
}
