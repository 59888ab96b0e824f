import type { AnyRecord, Patch, RecordRef } from '@rapport/core';
import { incrementOf, mostDigits, ownFields } from './marks.ts';
import { countries } from './questions.ts';
import type { Random } from './random.ts';

/** What a draft may build on. */
export interface Desk {
  readonly random: Random;
  readonly newId: () => string;
  /** A number that nobody had before. */
  readonly newNumber: () => number;
  /** How many increments there were of a record. */
  readonly newDigit: (ref: RecordRef) => number;
  /** What the writer sees; nothing where it writes without looking. */
  readonly shown: readonly AnyRecord[];
  /** What there is, seen or not. */
  readonly there: readonly AnyRecord[];
  readonly users: readonly string[];
}

const drafts = {
  set: 30,
  filtered: 12,
  append: 12,
  increment: 12,
  'add tag': 6,
  'set tags': 6,
  'remove tag': 4,
  create: 12,
  delete: 6,
  several: 8,
  ask: 6,
  unset: 2,
  'refused field': 2,
  'refused reference': 2,
  malformed: 2,
} as const;

type Update = Extract<Patch, { op: 'update' }>;

/** One write, of whatever kind. */
export function draftOf(desk: Desk): { readonly command: string; readonly patches: readonly Patch[] } {
  const { random } = desk;
  const record = random.chance(0.8) && desk.shown.length > 0 ? random.pick(desk.shown) : pickOr(random, desk.there);
  const kind = random.weighted(drafts);
  const patches = record && kind !== 'create' ? patchesOf(kind, record, desk) : [creation(desk)];
  return { command: kind === 'several' ? 'company.several' : 'company.write', patches };
}

/** What somebody types into one field of a record. */
export function typed(record: RecordRef, desk: Desk): { readonly command: string; readonly patches: readonly Patch[] } {
  const { type, id } = record;
  return { command: 'company.write', patches: [{ op: 'update', type, id, set: owned(record, desk) }] };
}

/** What somebody makes of a write that was declined: the same records, with other values; nothing where one was to be deleted or created. */
export function editOf(patches: readonly Patch[], desk: Desk): readonly Patch[] {
  return patches.every(({ op }) => op === 'update') ? patches.flatMap((patch) => typed(patch, desk).patches) : [];
}

function patchesOf(kind: Exclude<keyof typeof drafts, 'create'>, record: AnyRecord, desk: Desk): readonly Patch[] {
  const { random, newId } = desk;
  const { type, id } = record;
  const update = (what: Omit<Update, 'op' | 'type' | 'id'>): Update => ({ op: 'update', type, id, ...what });
  const word = numbered(desk);
  switch (kind) {
    case 'set':
      return [update({ set: owned(record, desk) })];
    case 'filtered':
      return [update({ set: { ...owned(record, desk), country: random.pick(countries) } })];
    case 'append':
      return [update({ append: { notes: word } })];
    case 'increment': {
      const digit = type === 'company' ? desk.newDigit(record) : mostDigits;
      return [
        update(digit < mostDigits ? { increment: { employees: incrementOf(digit) } } : { append: { notes: word } }),
      ];
    }
    case 'add tag':
      return [update({ add: { tags: [word] } })];
    case 'set tags':
      return desk.shown.includes(record)
        ? [update({ set: { tags: [...tagsOf(record), word] } })]
        : [update({ add: { tags: [word] } })];
    case 'remove tag':
      return [update({ remove: { tags: tagsOf(record).slice(0, 1) }, append: { notes: word } })];
    case 'delete':
      return [{ op: 'delete', type, id }];
    case 'several':
      return random.chance(0.5)
        ? [update({ set: owned(record, desk), append: { notes: word } }), creation(desk)]
        : [update({ set: owned(record, desk) }), ...others(record, desk)];
    case 'ask':
      return [update({ set: { ...owned(record, desk), owner: random.pick(desk.users) } })];
    case 'unset':
      return [update({ unset: ['website'], append: { notes: word } })];
    case 'refused field':
      return [update({ set: { ...owned(record, desk), shoeSize: 42 } })];
    case 'refused reference':
      return [update({ set: { ...owned(record, desk), owner: newId() } })];
    case 'malformed':
      return [update({ set: { ...owned(record, desk), ['x'.repeat(101)]: 1 } })];
  }
}

function creation(desk: Desk): Patch {
  const { random, newId, there } = desk;
  const country = random.pick(countries);
  const name = numbered(desk);
  if (random.chance(0.5)) return { op: 'create', type: 'company', id: newId(), set: { name, country } };
  const company = pickOr(
    random,
    there.filter(({ type }) => type === 'company'),
  );
  const set = { name, country, ...(company && random.chance(0.7) && { company: company.id }) };
  return { op: 'create', type: 'contact', id: newId(), set };
}

function others(record: AnyRecord, desk: Desk): readonly Patch[] {
  const other = pickOr(
    desk.random,
    desk.shown.filter(({ id }) => id !== record.id),
  );
  return other ? [{ op: 'update', type: other.type, id: other.id, set: owned(other, desk) }] : [];
}

const owned = ({ type }: RecordRef, desk: Desk): Record<string, unknown> => ({
  [desk.random.pick(ownFields[type] ?? [])]: numbered(desk),
});
const numbered = ({ newNumber, random }: Desk): string => `${random.pick(['ada', 'Émile', 'zoe'])} ~${newNumber()}~`;
const tagsOf = (record: AnyRecord): readonly string[] => (record as { tags?: readonly string[] | null }).tags ?? [];
const pickOr = <T>(random: Random, list: readonly T[]): T | undefined =>
  list.length > 0 ? random.pick(list) : undefined;
