import type { FieldClause, Filter, Operand } from '@rapport/core';

/**
 * Whether every record that satisfies the first filter satisfies the second one, whatever the model. Conservative: where it can't be told by the
 * clauses' own texts, it is false.
 */
export function implies(filter: Filter, other: Filter): boolean {
  const given = plain(filter);
  const wanted = plain(other);
  if ('and' in wanted) return wanted.and.every((inner) => implies(given, inner));
  if ('not' in wanted && 'or' in wanted.not) return wanted.not.or.every((inner) => implies(given, { not: inner }));
  if ('or' in given) return given.or.every((inner) => implies(inner, wanted));
  if ('or' in wanted && wanted.or.some((inner) => implies(given, inner))) return true;
  return 'and' in given ? given.and.some((inner) => implies(inner, wanted)) : impliesAlone(given, wanted);
}

/** Whether all that one query asks for is among what another one does; without a filter, it asks for everything. */
export function isAmong(where: Filter | undefined, all: Filter | undefined): boolean {
  return all === undefined || (where !== undefined && implies(where, all));
}

/** `ne` and `exists: false` say the contrary of `eq` and `exists: true`, of a missing value too. A list of one is that one. */
function plain(filter: Filter): Filter {
  if ('not' in filter) return 'not' in filter.not ? plain(filter.not.not) : filter;
  if ('and' in filter) return filter.and.length === 1 && filter.and[0] ? plain(filter.and[0]) : filter;
  if ('or' in filter) return filter.or.length === 1 && filter.or[0] ? plain(filter.or[0]) : filter;
  if ('related' in filter) return filter;
  if (filter.op === 'ne') return { not: { ...filter, op: 'eq' } };
  return filter.op === 'exists' && filter.value === false ? { not: { ...filter, value: true } } : filter;
}

function impliesAlone(given: Filter, wanted: Filter): boolean {
  if (isSame(given, wanted)) return true;
  if ('not' in given && 'not' in wanted) return implies(wanted.not, given.not);
  return 'field' in given && 'field' in wanted && given.field === wanted.field && impliesOfField(given, wanted);
}

function impliesOfField(given: FieldClause, wanted: FieldClause): boolean {
  // A missing value satisfies none of the operators that are left.
  if (wanted.op === 'exists') return wanted.value === true;
  if (given.op === 'in')
    return listOf(given.value).every((value) => impliesOfField({ ...given, op: 'eq', value }, wanted));
  if (wanted.op === 'in' && given.op === 'eq') return listOf(wanted.value).some((value) => isSame(value, given.value));
  const outer = rangeOf(wanted);
  const inner = rangeOf(given);
  return outer !== undefined && inner !== undefined && isWithin(inner, outer);
}

interface Bound {
  readonly value: number | string;
  readonly isOpen: boolean;
}

interface Range {
  readonly low?: Bound;
  readonly high?: Bound;
}

/** What a comparison of figures or points in time leaves; undefined for any other. */
function rangeOf({ op, value }: FieldClause): Range | undefined {
  if (op === 'between') {
    const [from, to] = listOf(value);
    return isPoint(from) && isPoint(to)
      ? { low: { value: from, isOpen: false }, high: { value: to, isOpen: false } }
      : undefined;
  }
  if (!isPoint(value)) return undefined;
  const bound = { value, isOpen: op === 'lt' || op === 'gt' };
  if (op === 'eq') return { low: bound, high: bound };
  if (op === 'lt' || op === 'lte') return { high: bound };
  return op === 'gt' || op === 'gte' ? { low: bound } : undefined;
}

function isWithin(inner: Range, outer: Range): boolean {
  return isBehind(inner.low, outer.low, 1) && isBehind(inner.high, outer.high, -1);
}

/** Whether a bound is at least as narrow as another. */
function isBehind(inner: Bound | undefined, outer: Bound | undefined, sign: 1 | -1): boolean {
  if (!outer) return true;
  if (!inner || typeof inner.value !== typeof outer.value) return false;
  if (String(inner.value).length !== String(outer.value).length && typeof inner.value === 'string') return false;
  if (inner.value === outer.value) return inner.isOpen || !outer.isOpen;
  return inner.value > outer.value === (sign === 1);
}

const pointInTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d\.\d{3}Z)?$/;
// Other text is compared folded, which its own order does not tell.
function isPoint(value: unknown): value is number | string {
  return typeof value === 'number' || (typeof value === 'string' && pointInTime.test(value));
}

function listOf(value: Operand): readonly (string | number | boolean)[] {
  return value as readonly (string | number | boolean)[];
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
