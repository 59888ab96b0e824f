import { fold } from '../filter/index.ts';
import { comparisonOf, type Field } from '../model/index.ts';
import { sameJson } from './plain-json.ts';

/**
 * What a three-way merge makes of a field. `clean` nobody else touched it, or both want the same; `merged` both took effect;
 * `overwrote` theirs gave way to mine; `conflict` the writer is to decide, and theirs stands.
 */
export interface MergedField {
  readonly value: unknown;
  readonly outcome: 'clean' | 'merged' | 'overwrote' | 'conflict';
}

/**
 * Merges one field, three-way: what the writer saw (`base`), what it wants (`mine`), what is there (`theirs`). Undefined is missing, which is not null.
 * Mine is valid for the field; the value that comes out may pass the field's limits where both added to it.
 */
export function mergeField(field: Field, base: unknown, mine: unknown, theirs: unknown): MergedField {
  if (sameValue(field, theirs, base) || sameJson(theirs, mine)) return { value: mine, outcome: 'clean' };
  if (sameJson(mine, base)) return { value: theirs, outcome: 'merged' };
  switch (field.conflict) {
    case 'ask':
      return { value: theirs, outcome: 'conflict' };
    case 'union':
      return isSet(field)
        ? { value: unite(field, base, mine, theirs), outcome: 'merged' }
        : { value: mine, outcome: 'overwrote' };
    case 'append': {
      const added = addition(base, mine);
      return added === undefined
        ? { value: mine, outcome: 'overwrote' }
        : { value: appended(theirs, added), outcome: 'merged' };
    }
    case 'last-write':
      return { value: mine, outcome: 'overwrote' };
  }
}

export function isSet(field: Field): boolean {
  return comparisonOf(field.kind).endsWith('Set');
}

/** A set without repetition, in the order given; of two tags that fold alike the first stays. */
export function distinct(field: Field, values: readonly unknown[]): unknown[] {
  const seen = new Set<unknown>();
  return values.filter((value) => {
    const key = memberKey(field, value);
    return !seen.has(key) && seen.add(key);
  });
}

/** A set with values put in at the end, and one with values taken out. */
export const withMembers = (field: Field, set: unknown, added: readonly unknown[]): unknown[] =>
  distinct(field, [...members(set), ...added]);
export function withoutMembers(field: Field, set: unknown, removed: readonly unknown[]): unknown[] {
  const out = new Set(removed.map((value) => memberKey(field, value)));
  return members(set).filter((value) => !out.has(memberKey(field, value)));
}

/** A text with another after a line break; alone where there was none. */
export function appended(text: unknown, added: string): string {
  return typeof text === 'string' && text !== '' ? `${text}\n${added}` : added;
}

function unite(field: Field, base: unknown, mine: unknown, theirs: unknown): unknown {
  const removed = withoutMembers(field, base, members(mine));
  const added = withoutMembers(field, mine, members(base));
  const united = withMembers(field, withoutMembers(field, theirs, removed), added);
  // Who emptied the set said how it is to be empty: missing or null.
  return united.length === 0 && !Array.isArray(mine) ? mine : united;
}

/** What mine has behind the end of base, without the line break between them; undefined where it does not begin with base. */
function addition(base: unknown, mine: unknown): string | undefined {
  if (typeof mine !== 'string') return undefined;
  if (typeof base !== 'string' || base === '') return mine;
  return mine.startsWith(base) ? mine.slice(base.length).replace(/^\r?\n/, '') : undefined;
}

/** Sets are equal whatever their order. */
function sameValue(field: Field, a: unknown, b: unknown): boolean {
  if (!isSet(field) || !Array.isArray(a) || !Array.isArray(b)) return sameJson(a, b);
  const [left, right] = [new Set<unknown>(a), new Set<unknown>(b)];
  return left.size === right.size && [...left].every((value) => right.has(value));
}

const members = (set: unknown): readonly unknown[] => (Array.isArray(set) ? set : []);
const memberKey = (field: Field, value: unknown): unknown =>
  field.kind === 'tags' && typeof value === 'string' ? fold(value) : value;
