import { applyPatch, standardModel, type AnyRecord, type Mutation, type Patch } from '@rapport/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { KeptWrite } from '../device/index.ts';
import { aContact, idOf } from '../testing/index.ts';
import { foldOf } from './fold.ts';

const at = '2026-03-02T10:00:00.000Z';
const text = fc.constantFrom('', 'a', 'B');
const tags = fc.array(fc.constantFrom('vip', 'VIP', 'new', 'Café'), { maxLength: 2 });
const field = fc.record({
  name: fc.option(fc.oneof(fc.record({ set: text }), fc.constant({ unset: true as const })), { nil: undefined }),
  tags: fc.option(fc.oneof(fc.record({ set: tags }), fc.record({ add: tags, remove: tags })), { nil: undefined }),
  notes: fc.option(
    fc.oneof(fc.record({ set: text }), fc.record({ append: text }), fc.constant({ unset: true as const })),
    {
      nil: undefined,
    },
  ),
});

type Change = { set?: unknown; unset?: true; add?: string[]; remove?: string[]; append?: string };

/** An update of the contact as its writer would make it. */
function updateOf(changes: object, shown: AnyRecord | null): Patch {
  const named = Object.entries(changes as Record<string, Change | undefined>).flatMap(([name, change]) =>
    change ? [[name, change] as const] : [],
  );
  const part = (key: keyof Change) =>
    Object.fromEntries(named.flatMap(([name, change]) => (change[key] === undefined ? [] : [[name, change[key]]])));
  const unset = named.flatMap(([name, change]) => (change.unset ? [name] : []));
  const touched = [...Object.keys(part('set')), ...unset];
  const fields = Object.fromEntries(
    touched.flatMap((name) => (shown?.[name] === undefined ? [] : [[name, shown[name]]])),
  );
  return {
    op: 'update',
    type: 'contact',
    id: idOf(1),
    base: { version: 1, fields },
    set: part('set'),
    unset,
    add: part('add') as Record<string, unknown[]>,
    remove: part('remove') as Record<string, unknown[]>,
    append: part('append') as Record<string, string>,
  };
}

const mutation = (number: number, patch: Patch): Mutation => ({
  id: idOf(100 + number),
  command: `contact.${patch.op}`,
  at,
  patches: [patch],
});
const context = { model: standardModel, now: at };
/** Without what counts and dates the changes: an edit that was undone before it went leaves no mark. */
const plain = (record: AnyRecord | null) => record && { ...record, version: 0, updatedAt: at };

/** Sets are sets. */
const sorted = (record: AnyRecord | null): Readonly<Record<string, unknown>> | null =>
  record && {
    ...record,
    tags: Array.isArray(record['tags']) ? [...(record['tags'] as string[])].sort() : record['tags'],
  };

it('what two edits of a record are together has the effect of one after the other, also beside what others did (D16)', () => {
  let count = 0;
  fc.assert(
    fc.property(field, field, fc.boolean(), field, (first, second, isNew, theirs) => {
      const start = aContact(1, { name: 'x', tags: ['vip'], notes: 'n' });
      const create: Patch = { op: 'create', type: 'contact', id: idOf(1), set: { name: 'new', tags: ['new'] } };
      const one = isNew ? create : updateOf(first, start);
      const between = applyPatch(isNew ? null : start, one, context);
      const two = updateOf(second, between);
      const kept: KeptWrite[] = [{ mutation: mutation(1, one), state: 'queued' }];
      const fold = foldOf(kept, mutation(2, two));
      if (!fold?.into) return;
      count += 1;
      expect(fold.into.id).toBe(idOf(101));
      const [patch] = fold.into.patches as [Patch];
      const record = isNew ? null : start;
      expect(sorted(plain(applyPatch(record, patch, context)))).toEqual(
        sorted(plain(applyPatch(applyPatch(record, one, context), two, context))),
      );
      // Fields that only one of the two touched are merged with others' changes as they would have been.
      if (isNew) return;
      const others = applyPatch(start, { ...updateOf(theirs, start), base: undefined } as Patch, context) as AnyRecord;
      const folded = applyPatch(others, patch, context);
      const inTurn = applyPatch(applyPatch(others, one, context), two, context);
      for (const name of ['name', 'notes', 'tags'] as const) {
        const touched = (update: Patch): boolean =>
          JSON.stringify({ ...update, base: undefined }).includes(`"${name}"`);
        if (touched(one) && touched(two)) continue;
        expect(sorted(folded)?.[name], name).toEqual(sorted(inTurn)?.[name]);
      }
    }),
    { numRuns: 2_000 },
  );
  expect(count).toBeGreaterThan(500);
});

it('stays two where the second was made without knowing of the first: nobody is overwritten unnoticed (D10)', () => {
  const one = updateOf({ name: { set: 'one' } }, aContact(1, { name: 'x' }));
  const kept: KeptWrite[] = [{ mutation: mutation(1, one), state: 'queued' }];
  const elsewhere = updateOf({ name: { set: 'two' } }, aContact(1, { name: 'x' }));
  expect(foldOf(kept, mutation(2, elsewhere))).toBeUndefined();
  const other = updateOf({ notes: { set: 'two' } }, aContact(1, { name: 'x' }));
  expect(foldOf(kept, mutation(2, other))?.into?.patches).toMatchObject([{ set: { name: 'one', notes: 'two' } }]);
});

it('stays two where the second refers to what was created in between', () => {
  const company = idOf(9);
  const kept: KeptWrite[] = [
    { mutation: mutation(1, updateOf({ name: { set: 'a' } }, null)), state: 'queued' },
    {
      mutation: mutation(2, { op: 'create', type: 'company', id: company, set: { name: 'C' } }),
      state: 'queued',
    },
  ];
  const refers: Patch = {
    op: 'update',
    type: 'contact',
    id: idOf(1),
    base: { version: 1, fields: { name: 'a' } },
    set: { company },
  };
  expect(foldOf(kept, mutation(3, refers))).toBeUndefined();
  expect(foldOf(kept, mutation(3, { ...refers, set: { name: 'b' } }))?.into).toMatchObject({ id: idOf(101) });
});

it('of a record that was created and deleted before anything was sent is nothing, unless something refers to it', () => {
  const create = mutation(1, { op: 'create', type: 'contact', id: idOf(1), set: { name: 'a' } });
  const gone = mutation(3, { op: 'delete', type: 'contact', id: idOf(1) });
  const kept: KeptWrite[] = [{ mutation: create, state: 'queued' }];
  expect(foldOf(kept, gone)).toEqual({ at: kept[0], into: undefined });
  const task = mutation(2, { op: 'create', type: 'task', id: idOf(2), set: { contact: idOf(1) } });
  expect(foldOf([...kept, { mutation: task, state: 'queued' }], gone)).toBeUndefined();
  expect(foldOf([{ mutation: create, state: 'inflight' }], gone)).toBeUndefined();
});

it('keeps decisions apart: only plain edits, or the same decision twice, become one', () => {
  const patch = updateOf({ name: { set: 'a' } }, null);
  const win: Mutation = { ...mutation(1, patch), command: 'deal.win' };
  const kept: KeptWrite[] = [{ mutation: win, state: 'queued' }];
  expect(foldOf(kept, { ...mutation(2, patch), command: 'deal.reopen' })).toBeUndefined();
  expect(foldOf(kept, mutation(2, patch))).toBeUndefined();
  const again = updateOf({ name: { set: 'b' } }, aContact(1, { name: 'a' }));
  expect(foldOf(kept, { ...mutation(2, again), command: 'deal.win' })?.into).toMatchObject({ command: 'deal.win' });
});
