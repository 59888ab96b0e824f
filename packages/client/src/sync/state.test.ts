import type { Mutation, MutationResult, Patch } from '@rapport/core';
import { refuse } from '@rapport/core/failure';
import { describe, expect, it } from 'vitest';
import type { KeptWrite, WriteState } from '../device/index.ts';
import { idOf } from '../testing/index.ts';
import { transition, type OutboxEvent } from './state.ts';

type Update = Extract<Patch, { op: 'update' }>;

const at = '2026-03-02T10:00:00.000Z';
const update = (record: number, parts: Partial<Update> = { set: { name: 'x' } }): Patch => ({
  op: 'update',
  type: 'contact',
  id: idOf(record),
  ...parts,
});
const write = (id: number, ...patches: Patch[]): OutboxEvent => ({
  kind: 'write',
  mutation: { id: idOf(id), command: `contact.c${id}`.replaceAll(/\d/g, 'x'), at, patches },
});
const own = (id: number, command: string, ...patches: Patch[]): Mutation => ({ id: idOf(id), command, at, patches });
const refused = (id: number): MutationResult => ({ id: idOf(id), status: 'refused', refusal: refuse('not-permitted') });
const applied = (id: number): MutationResult => ({ id: idOf(id), status: 'applied', written: [] });
const send: OutboxEvent = { kind: 'send', limit: 1 };

const after = (...events: readonly OutboxEvent[]): readonly KeptWrite[] =>
  events.reduce<readonly KeptWrite[]>((kept, event) => transition(kept, event)[0], []);
const states = (kept: readonly KeptWrite[]): readonly (readonly [string, WriteState])[] =>
  kept.map(({ mutation, state }) => [mutation.id, state]);

/** Of record 1: one that is declined, and one made while it was pending; of record 2: another. */
const declined = after(
  write(10, update(1)),
  send,
  write(11, update(1, { set: { name: 'y' }, base: { version: 1, fields: { name: 'x' } } })),
  write(12, update(2)),
  { kind: 'answer', results: [refused(10)] },
);

describe('a write that is declined', () => {
  it('holds up those that stood on it, and no other (D9)', () => {
    expect(states(declined)).toEqual([
      [idOf(10), 'refused'],
      [idOf(11), 'blocked'],
      [idOf(12), 'queued'],
    ]);
    const [next, effects] = transition(declined, { kind: 'send', limit: 10 });
    expect(effects).toMatchObject([{ kind: 'push', mutations: [{ id: idOf(12) }] }]);
    expect(states(next)[1]).toEqual([idOf(11), 'blocked']);
  });

  it('lets nothing become part of what waits behind it: another window may have that, too, as it is (W10)', () => {
    const again = { set: { name: 'z' }, base: { version: 1, fields: { name: 'y' } } };
    const [next, effects] = transition(declined, {
      kind: 'write',
      mutation: own(13, 'contact.cxx', update(1, again)),
    });
    expect(effects).toEqual([]);
    expect(states(next).slice(1)).toEqual([
      [idOf(11), 'blocked'],
      [idOf(12), 'queued'],
      [idOf(13), 'blocked'],
    ]);
  });

  it('does not hold up what is written later, once it is undone and nothing waits behind it', () => {
    const kept = after(write(10, update(1)), send, { kind: 'answer', results: [refused(10)] }, write(13, update(1)));
    expect(states(kept)[1]).toEqual([idOf(13), 'queued']);
    const behind = declined.reduce<readonly KeptWrite[]>((sum) => sum, declined);
    expect(states(transition(behind, write(13, update(1), update(2)))[0]).at(-1)).toEqual([idOf(13), 'blocked']);
  });

  it('holds up whatever is written to a record that it was to create', () => {
    const create: Patch = { op: 'create', type: 'contact', id: idOf(1), set: {} };
    const kept = after(write(10, create), send, { kind: 'answer', results: [refused(10)] }, write(13, update(1)));
    expect(states(kept)[1]).toEqual([idOf(13), 'blocked']);
    const [next, effects] = transition(kept, { kind: 'decide', id: idOf(10), mutation: undefined });
    expect(next).toEqual([]);
    expect(effects).toMatchObject([{ kind: 'settle', id: idOf(13), result: { refusal: { code: 'discarded' } } }]);
  });

  it('holds up what was sent to a record that it was to create, was declined with it, and is sent again or edited (W4, W9)', () => {
    const create: Patch = { op: 'create', type: 'contact', id: idOf(1), set: {} };
    const both = [update(1), update(2)];
    const kept = after(
      write(10, create),
      write(11, ...both),
      { kind: 'send', limit: 2 },
      { kind: 'answer', results: [refused(10), refused(11)] },
      { kind: 'decide', id: idOf(11), mutation: own(12, 'contact.xx', ...both) },
    );
    expect(states(kept)).toEqual([
      [idOf(10), 'refused'],
      [idOf(12), 'blocked'],
    ]);
    const again: OutboxEvent = { kind: 'decide', id: idOf(10), mutation: own(13, 'contact.cxx', create) };
    expect(states(transition(kept, again)[0])).toEqual([
      [idOf(13), 'queued'],
      [idOf(12), 'queued'],
    ]);
  });

  it('holds up what was sent to a record that it was to create, and to those created with that (W4)', () => {
    const create = (record: number): Patch => ({ op: 'create', type: 'contact', id: idOf(record), set: {} });
    const all = [
      write(10, create(1)),
      write(11, update(1), create(2)),
      write(12, update(2)),
      write(13, update(3)),
      { kind: 'send', limit: 10 },
    ] as const;
    const answer: OutboxEvent = { kind: 'answer', results: [refused(10)] };
    const kept = after(...all, answer);
    expect(states(kept).map(([, state]) => state)).toEqual(['refused', 'blocked', 'blocked', 'inflight']);
    const instead = own(20, 'contact.xx', create(1));
    const [next] = transition(kept, { kind: 'decide', id: idOf(10), mutation: instead });
    expect(states(next).map(([id]) => id)).toEqual([idOf(20), idOf(11), idOf(12), idOf(13)]);
    // One that is there already may have what was written to it.
    const isThere: MutationResult = { id: idOf(10), status: 'refused', refusal: refuse('already-exists') };
    expect(states(after(...all, { kind: 'answer', results: [isThere] }))[1]).toEqual([idOf(11), 'inflight']);
  });

  it('and is discarded lets those behind it go, as if their writers had seen what there was before (D10)', () => {
    const base = { version: 1, fields: { name: 'original' } };
    const kept = after(
      write(10, update(1, { set: { name: 'x' }, base })),
      send,
      write(11, update(1, { set: { name: 'y' }, base: { version: 1, fields: { name: 'x' } } })),
      { kind: 'answer', results: [refused(10)] },
      { kind: 'decide', id: idOf(10), mutation: undefined },
    );
    expect(kept).toMatchObject([{ state: 'queued', mutation: { id: idOf(11), patches: [{ base }] } }]);
  });

  it('and is edited goes in its place, and those behind it stand on that (D10)', () => {
    const [kept] = transition(declined, {
      kind: 'decide',
      id: idOf(10),
      mutation: own(20, 'contact.update', update(1, { set: { name: 'z' } })),
    });
    expect(states(kept)).toEqual([
      [idOf(20), 'queued'],
      [idOf(11), 'queued'],
      [idOf(12), 'queued'],
    ]);
    expect(kept[1]?.mutation.patches).toMatchObject([{ base: { fields: { name: 'z' } } }]);
  });

  it('and is edited goes behind those behind it whose values its writer saw and writes over; sent again it does not (W1, W9)', () => {
    const seen = { version: 1, fields: { name: 'y' } };
    const z = own(20, 'contact.update', update(1, { set: { name: 'z' }, base: seen }));
    const decide = (kept: readonly KeptWrite[], mutation: Mutation): readonly KeptWrite[] =>
      transition(kept, { kind: 'decide', id: idOf(10), mutation })[0];
    const later = '2026-03-02T10:01:00.000Z';
    const ids = (kept: readonly KeptWrite[]): readonly string[] => kept.map(({ mutation }) => mutation.id);
    const edited = decide(declined, { ...z, at: later });
    expect(states(edited)).toEqual([
      [idOf(11), 'queued'],
      [idOf(20), 'queued'],
      [idOf(12), 'queued'],
    ]);
    // The one that goes first stands on what there was before, and the edit on that.
    const bases = edited.map(({ mutation: { patches } }) => patches.map((patch) => 'base' in patch && patch.base));
    expect(bases.slice(0, 2)).toEqual([[{ version: 1, fields: {} }], [seen]]);
    expect(ids(decide(declined, z))).toEqual([idOf(20), idOf(11), idOf(12)]);
    const other = update(1, { append: { notes: 'line' }, base: { version: 1, fields: {} } });
    expect(ids(decide(declined, { ...own(20, 'contact.update', other), at: later }))[0]).toBe(idOf(20));
    // Where that waits for another decision, too, so does what is made on top of it.
    const both = after(
      write(10, update(1)),
      write(13, update(2)),
      write(11, update(1, { set: { name: 'y' } }), update(2)),
      { kind: 'send', limit: 2 },
      { kind: 'answer', results: [refused(10), refused(13)] },
    );
    expect(states(decide(both, { ...z, at: later }))).toEqual([
      [idOf(13), 'refused'],
      [idOf(11), 'blocked'],
      [idOf(20), 'blocked'],
    ]);
  });

  it('and is edited goes behind what was written to its record since, with its effect (D3)', () => {
    const kept = after(write(10, update(1)), send, { kind: 'answer', results: [refused(10)] }, write(13, update(1)));
    const [next] = transition(kept, { kind: 'decide', id: idOf(10), mutation: own(14, 'contact.z', update(1)) });
    expect(states(next)).toEqual([
      [idOf(13), 'queued'],
      [idOf(14), 'queued'],
    ]);
  });

  it('and is edited goes behind what has taken effect since and is still kept: what that left is without it (D7)', () => {
    const kept = after(
      write(10, update(1)),
      send,
      { kind: 'answer', results: [refused(10)] },
      write(13, update(1)),
      send,
      {
        kind: 'answer',
        results: [applied(13)],
      },
    );
    const [next] = transition(kept, { kind: 'decide', id: idOf(10), mutation: own(14, 'contact.z', update(1)) });
    expect(states(next)).toEqual([
      [idOf(13), 'acknowledged'],
      [idOf(14), 'queued'],
    ]);
  });

  it('by a conflict, and decided for theirs, has those behind it stand on theirs (D10)', () => {
    const kept = after(
      write(10, update(1, { set: { name: 'x' }, base: { version: 1, fields: { name: 'o' } } })),
      send,
      write(11, update(1, { set: { name: 'y' }, base: { version: 1, fields: { name: 'x' } } })),
      {
        kind: 'answer',
        results: [
          {
            id: idOf(10),
            status: 'conflict',
            conflicts: [{ type: 'contact', id: idOf(1), field: 'name', base: 'o', mine: 'x', theirs: 't' }],
            current: [],
          },
        ],
      },
      { kind: 'decide', id: idOf(10), mutation: undefined },
    );
    expect(kept[0]?.mutation.patches).toMatchObject([{ base: { fields: { name: 't' } } }]);
  });

  it('is decided once: a second decision finds nothing', () => {
    const [kept, effects] = transition(declined, { kind: 'decide', id: idOf(12), mutation: own(21, 'a.b', update(2)) });
    expect(kept).toBe(declined);
    expect(effects).toMatchObject([{ kind: 'settle', id: idOf(21), result: { refusal: { code: 'discarded' } } }]);
  });
});

describe('a write that was not answered', () => {
  it('is sent again with the same id and content, before all others, whoever leads by then (D2, D14)', () => {
    const kept = after(write(10, update(1)), { kind: 'send', limit: 5 }, write(11, update(1)));
    const [, effects] = transition(kept, { kind: 'send', limit: 5 });
    expect(effects).toMatchObject([{ kind: 'push', mutations: [{ id: idOf(10) }, { id: idOf(11) }] }]);
    expect(effects[0]?.kind === 'push' && effects[0].mutations[0]).toBe(kept[0]?.mutation);
  });

  it('takes no further edit in, but a later one is a write of its own', () => {
    const edit = own(11, 'contact.cxx', update(1));
    const kept = after(write(10, update(1)), send, { kind: 'write', mutation: edit });
    expect(states(kept)).toEqual([
      [idOf(10), 'inflight'],
      [idOf(11), 'queued'],
    ]);
  });

  it('and took effect for another window that leads, though it was declined to the first, is done; what waits behind it goes (D2)', () => {
    const [kept, effects] = transition(declined, { kind: 'answer', results: [applied(10)] });
    expect(states(kept).slice(0, 2)).toEqual([
      [idOf(10), 'acknowledged'],
      [idOf(11), 'queued'],
    ]);
    expect(effects).toMatchObject([{ kind: 'settle', id: idOf(10) }]);
    expect(transition(kept, { kind: 'answer', results: [refused(10)] })[0]).toBe(kept);
  });

  it('is settled by whichever answer comes first', () => {
    const kept = after(write(10, update(1)), send, { kind: 'answer', results: [applied(10)] });
    expect(transition(kept, { kind: 'answer', results: [refused(10)] })).toEqual([kept, []]);
  });

  it('and surely did not take effect waits as if it had never been sent', () => {
    const kept = after(write(10, update(1)), send, { kind: 'unsent', ids: [idOf(10)] });
    expect(states(kept)).toEqual([[idOf(10), 'queued']]);
  });
});

it('what took effect is kept until what it left is kept elsewhere (D7)', () => {
  const kept = after(write(10, update(1)), send, { kind: 'answer', results: [applied(10)] });
  expect(states(kept)).toEqual([[idOf(10), 'acknowledged']]);
  expect(transition(kept, { kind: 'done', ids: [idOf(10)] })[0]).toEqual([]);
});
