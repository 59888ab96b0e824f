import type { Mutation, MutationResult } from '@rapport/core';
import { refuse } from '@rapport/core/failure';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeptWrite } from '../device/index.ts';
import { countingIds, idOf } from '../testing/index.ts';
import { outboxBound, transition, type OutboxEvent } from './state.ts';

const at = '2026-03-02T10:00:00.000Z';
const record = fc.nat(2);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('update' as const), record, isPoison: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pair' as const), record, other: record }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), record }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('create' as const), record }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('send' as const), limit: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('arrive' as const), index: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('answer' as const), index: fc.nat(3), isLost: fc.boolean() }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'done' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('decide' as const), index: fc.nat(3), isAgain: fc.boolean() }),
  },
);

/** A backend that knows mutations by their ids, refuses what is poisonous, and a network that may bring everything twice, late or never. */
class World {
  kept: readonly KeptWrite[] = [];
  readonly made: string[] = [];
  readonly joined = new Map<string, string>();
  readonly settled = new Map<string, MutationResult>();
  readonly pushes: (readonly Mutation[])[] = [];
  readonly answers: (readonly MutationResult[])[] = [];
  /** By id, as it was sent first. */
  readonly sent = new Map<string, string>();
  /** What took effect, per record, in order. */
  readonly effects = new Map<string, number[]>();
  readonly #known = new Set<string>();
  readonly #newId = countingIds(1_000);
  #count = 0;

  get nextId(): string {
    return this.#newId();
  }

  dispatch(event: OutboxEvent): void {
    const before = this.kept;
    const [next, effects] = transition(before, event);
    // A storage that was faster elsewhere has the step run again: it does the same.
    expect(transition(before, event)).toEqual([next, effects]);
    this.kept = next;
    for (const effect of effects) {
      if (effect.kind === 'push') {
        for (const { id } of effect.mutations)
          expect(next.find(({ mutation }) => mutation.id === id)?.state, 'inflight before it is sent').toBe('inflight');
        this.pushes.push(effect.mutations);
      } else if (effect.kind === 'join') this.joined.set(effect.id, effect.into);
      else {
        expect(this.settled.has(effect.id), 'settled once').toBe(false);
        this.settled.set(effect.id, effect.result);
      }
    }
  }

  /** Each write sets a number larger than every one before. */
  write(patches: (number: number) => Mutation['patches'], isPoison = false): void {
    this.#count += 1;
    const made = patches(this.#count);
    const command = made.length > 1 ? 'contact.pair' : `contact.${isPoison ? 'poison' : (made[0]?.op ?? '')}`;
    const mutation: Mutation = { id: this.nextId, command, at, patches: made };
    this.made.push(mutation.id);
    this.dispatch({ kind: 'write', mutation });
  }

  arrive(index: number): void {
    // The latest most often; one that was held up may still come.
    const push = this.pushes.at(-1 - (index % Math.max(1, this.pushes.length)));
    if (!push) return;
    this.answers.push(push.map((mutation) => this.#apply(mutation)));
  }

  #apply(mutation: Mutation): MutationResult {
    const { id, command, patches } = mutation;
    const content = JSON.stringify(mutation);
    expect(this.sent.get(id) ?? content, 'the same id, the same content').toBe(content);
    this.sent.set(id, content);
    if (this.#known.has(id)) return { id, status: 'duplicate', written: [] };
    if (command === 'contact.poison') return { id, status: 'refused', refusal: refuse('poison') };
    this.#known.add(id);
    for (const patch of patches) {
      const value = patch.op === 'update' ? patch.set?.['n'] : patch.op === 'create' ? patch.set['n'] : undefined;
      if (typeof value === 'number') this.effects.set(patch.id, [...(this.effects.get(patch.id) ?? []), value]);
    }
    return { id, status: 'applied', written: [] };
  }
}

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function play(world: World, one: Step): void {
  const type = 'contact';
  switch (one.kind) {
    case 'update':
      return world.write(
        (n) => [{ op: 'update', type, id: idOf(one.record), set: { n } }],
        one.isPoison && one.record > 0,
      );
    case 'pair':
      return world.write((n) =>
        [...new Set([one.record, one.other])].map((each) => ({ op: 'update', type, id: idOf(each), set: { n } })),
      );
    case 'delete':
      return world.write(() => [{ op: 'delete', type, id: idOf(one.record) }]);
    case 'create':
      return world.write((n) => [{ op: 'create', type, id: idOf(one.record), set: { n } }]);
    case 'send':
      return world.dispatch({ kind: 'send', limit: one.limit });
    case 'arrive':
      return world.arrive(one.index);
    case 'answer': {
      const [results] = world.answers.splice(one.index % Math.max(1, world.answers.length), 1);
      if (results && !one.isLost) world.dispatch({ kind: 'answer', results });
      return;
    }
    case 'done': {
      const ids = world.kept.flatMap(({ state, mutation }) => (state === 'acknowledged' ? [mutation.id] : []));
      return world.dispatch({ kind: 'done', ids });
    }
    case 'decide': {
      const declined = world.kept.filter(({ state }) => state === 'refused' || state === 'conflict');
      const chosen = declined[one.index % Math.max(1, declined.length)]?.mutation;
      if (!chosen) return;
      const mutation = one.isAgain ? { ...chosen, id: world.nextId } : undefined;
      if (mutation) world.made.push(mutation.id);
      return world.dispatch({ kind: 'decide', id: chosen.id, mutation });
    }
  }
}

/** The write that another one's fate hangs on. */
function carrier(world: World, id: string): string {
  const into = world.joined.get(id);
  return into === undefined ? id : carrier(world, into);
}

describe('the writes that wait, whatever happens in whatever order', () => {
  it('are never lost: each is kept, or settled (D1, W6); none is sent under two ids, nor with two contents (D2); and per record they take effect in order (D3)', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const world = new World();
        const again = new Set<number>();
        for (const one of steps) {
          const before = world.made.length;
          play(world, one);
          if (one.kind === 'decide' && world.made.length > before) {
            const n = world.kept.find(({ mutation }) => mutation.id === world.made.at(-1))?.mutation.patches[0];
            if (n?.op === 'update') again.add(Number(n.set?.['n']));
          }
          for (const id of world.made) {
            const on = carrier(world, id);
            const isKept = world.kept.some(({ mutation }) => mutation.id === on);
            expect(isKept || world.settled.has(on), `${id} is kept or settled`).toBe(true);
          }
        }
        for (const values of world.effects.values()) {
          // What was sent anew by its writer's wish is made anew.
          const inOrder = values.filter((n) => !again.has(n));
          expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
          expect(new Set(values).size, 'once').toBe(values.length);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('come to an end: when everything is answered and decided, nothing is kept', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
        const world = new World();
        for (const one of steps) play(world, one);
        for (let turn = 0; turn < 400 && world.kept.length > 0; turn += 1) {
          for (const { mutation, state } of world.kept)
            if (state === 'refused') world.dispatch({ kind: 'decide', id: mutation.id, mutation: undefined });
          world.pushes.length = 0;
          play(world, { kind: 'send', limit: 100 });
          play(world, { kind: 'arrive', index: 0 });
          while (world.answers.length > 0) play(world, { kind: 'answer', index: 0, isLost: false });
          play(world, { kind: 'done' });
        }
        expect(world.kept).toEqual([]);
        expect(world.made.filter((id) => !world.settled.has(carrier(world, id)))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('are bounded: 20,000 edits of 100 records that can not be sent are 100 writes, and over the bound a write is refused (D16)', () => {
    const newId = countingIds(1_000_000);
    const written = (kept: readonly KeptWrite[], record: number): ReturnType<typeof transition> =>
      transition(kept, {
        kind: 'write',
        mutation: {
          id: newId(),
          command: 'contact.update',
          at,
          patches: [{ op: 'update', type: 'contact', id: idOf(record), set: { n: record } }],
        },
      });
    let kept: readonly KeptWrite[] = [];
    for (let n = 0; n < 20_000; n += 1) [kept] = written(kept, n % 100);
    expect(kept).toHaveLength(100);
    for (let n = 100; n < outboxBound; n += 1) [kept] = written(kept, n);
    const [over, effects] = written(kept, outboxBound);
    expect(over).toBe(kept);
    expect(effects).toMatchObject([
      { kind: 'settle', result: { status: 'refused', refusal: { code: 'outbox-full' } } },
    ]);
    // What becomes part of one that waits needs no room.
    expect(written(kept, 7)[1]).toMatchObject([{ kind: 'join' }]);
  });
});
