import type { Mutation, MutationResult, Patch } from '@rapport/core';
import { refuse } from '@rapport/core/failure';
import { refKey } from '@rapport/core/identity';
import type { KeptWrite, WriteState } from '../device/index.ts';
import { foldOf } from './fold.ts';
import { rebased, writesOver } from './rebased.ts';

/** At most so many writes are kept: over it, a further one is refused. */
export const outboxBound = 5_000;

/** Writes as they were made, and as they are to be sent. */
type Prepared = readonly (readonly [Mutation, Mutation])[];

/** What happens to the writes that are kept. */
export type OutboxEvent =
  /** Somebody wrote. It becomes part of none of those that are kept `elsewhere`, too, where that would not be known. */
  | { readonly kind: 'write'; readonly mutation: Mutation; readonly elsewhere?: ReadonlySet<string> | undefined }
  /**
   * The next ones are to go, at most `limit`: here they become `inflight`, before anything is sent. Where the backend can't merge, only those that are still as
   * they were when they were `prepared` go, as they are to be sent.
   */
  | { readonly kind: 'send'; readonly limit: number; readonly prepared?: Prepared | undefined }
  /** Another window sends these. */
  | { readonly kind: 'going'; readonly ids: readonly string[] }
  /** The backend did not take these: they did not take effect. */
  | { readonly kind: 'unsent'; readonly ids: readonly string[] }
  /** The backend answered. */
  | { readonly kind: 'answer'; readonly results: readonly MutationResult[] }
  /** What these left is kept elsewhere: they need not be. */
  | { readonly kind: 'done'; readonly ids: readonly string[] }
  /** The user decided about a write that was declined, or about one behind it: another goes in its place, or none. */
  | { readonly kind: 'decide'; readonly id: string; readonly mutation: Mutation | undefined }
  /** All that waits is given up. */
  | { readonly kind: 'clear' };

/** What is to be done once the new state is kept. */
export type OutboxEffect =
  | { readonly kind: 'push'; readonly mutations: readonly Mutation[] }
  /** What became of a write is known. */
  | { readonly kind: 'settle'; readonly id: string; readonly result: MutationResult }
  /** A write became part of an earlier one that waits: what becomes of that becomes of it. */
  | { readonly kind: 'join'; readonly id: string; readonly into: string };

/** @returns What is kept then, and what to do. Called again with another state where another window was faster: it does nothing else. */
export type Transition = (
  kept: readonly KeptWrite[],
  event: OutboxEvent,
) => readonly [readonly KeptWrite[], readonly OutboxEffect[]];

/**
 * The writes that wait, in the order they were made, and what becomes of them:
 *
 *                    ┌──── nobody answered: sent again, with the same id ───┐
 *                    ▼                                                      │
 *     write ─▶ queued ─send─▶ inflight ──answer──▶ acknowledged ─done─▶ gone
 *                │  ▲            ├─▶ refused ┐
 *      an earlier│  │            └─▶ conflict┴─decide─▶ queued in its place, or gone
 *     one of the │  │
 *         record │  └── that one is decided
 *      declined  ▼  │
 *              blocked
 *
 * A write to a record whose last one is still queued becomes part of that; what was created and deleted before it was sent is no write at all.
 */
export const transition: Transition = (kept, event) => {
  switch (event.kind) {
    case 'write':
      return written(kept, event.mutation, event.elsewhere);
    case 'send':
      return sent(kept, event.limit, event.prepared);
    case 'going':
      return [moved(kept, event.ids, ['queued', 'blocked'], 'inflight'), []];
    case 'unsent':
      return [moved(kept, event.ids, ['inflight'], 'queued'), []];
    case 'answer':
      return answered(kept, event.results);
    case 'done':
      return [kept.filter(({ mutation, state }) => state !== 'acknowledged' || !event.ids.includes(mutation.id)), []];
    case 'decide':
      return decided(kept, event.id, event.mutation);
    case 'clear':
      // One that is on its way may take effect all the same: nobody knows.
      return [[], kept.flatMap(({ state, mutation: { id } }) => (isUnsent(state) ? [discarded(id)] : []))];
  }
};

type Step = ReturnType<Transition>;

function written(kept: readonly KeptWrite[], mutation: Mutation, elsewhere?: ReadonlySet<string>): Step {
  const found = foldOf(kept, mutation);
  const fold = found && elsewhere?.has(found.at.mutation.id) ? undefined : found;
  if (fold?.into) {
    const joined = { ...fold.at, mutation: fold.into };
    return [
      kept.map((one) => (one === fold.at ? joined : one)),
      [{ kind: 'join', id: mutation.id, into: joined.mutation.id }],
    ];
  }
  if (fold) {
    const ids = [fold.at.mutation.id, mutation.id];
    return [
      kept.filter((one) => one !== fold.at),
      ids.map((id) => ({ kind: 'settle', id, result: { id, status: 'applied', written: [] } })),
    ];
  }
  if (kept.length >= outboxBound) {
    const refusal = refuse('outbox-full', undefined, { most: outboxBound });
    return [kept, [{ kind: 'settle', id: mutation.id, result: { id: mutation.id, status: 'refused', refusal } }]];
  }
  return [[...kept, { mutation, state: isBehind(mutation, kept) ? 'blocked' : 'queued' }], []];
}

function sent(kept: readonly KeptWrite[], limit: number, prepared: Prepared | undefined): Step {
  const going = new Map<KeptWrite, KeptWrite>();
  for (const one of sendable(kept, limit)) {
    const anew = one.state === 'inflight' || !prepared ? one.mutation : preparedFor(one.mutation, prepared);
    // Written to since it was prepared: it is to be prepared again, and nothing goes before it.
    if (!anew) break;
    going.set(one, one.state === 'inflight' ? one : { mutation: anew, state: 'inflight' });
  }
  if (going.size === 0) return [kept, []];
  return [
    kept.map((one) => going.get(one) ?? one),
    [{ kind: 'push', mutations: [...going.values()].map(({ mutation }) => mutation) }],
  ];
}

function preparedFor(mutation: Mutation, prepared: Prepared): Mutation | undefined {
  return prepared.find(([made]) => made.id === mutation.id && JSON.stringify(made) === JSON.stringify(mutation))?.[1];
}

/** The next ones to be sent. Those that were sent before and not answered are among them: they may have taken effect, which their ids say. */
export function sendable(kept: readonly KeptWrite[], limit: number): readonly KeptWrite[] {
  return kept.filter(({ state }) => state === 'queued' || state === 'inflight').slice(0, limit);
}

function moved(
  kept: readonly KeptWrite[],
  ids: readonly string[],
  from: readonly WriteState[],
  to: WriteState,
): readonly KeptWrite[] {
  if (ids.length === 0) return kept;
  return kept.map((one) => (from.includes(one.state) && ids.includes(one.mutation.id) ? { ...one, state: to } : one));
}

function answered(kept: readonly KeptWrite[], results: readonly MutationResult[]): Step {
  const byId = new Map(results.map((result) => [result.id, result]));
  const effects: OutboxEffect[] = [];
  const declined = new Set<string>();
  const uncreated = new Set<string>();
  const next = kept.map((one): KeptWrite => {
    const { mutation, state } = one;
    const told = byId.get(mutation.id);
    // What was declined to one window that led may have been done for another that did, too.
    const result = !one.result || (isDeclined(one.result) && told && !isDeclined(told)) ? told : undefined;
    if (result) {
      effects.push({ kind: 'settle', id: mutation.id, result });
      if (!isDeclined(result)) return { mutation, state: 'acknowledged', result };
      for (const key of keysOf(mutation)) declined.add(key);
      if (!isThere(result)) for (const key of createdBy(mutation)) uncreated.add(key);
      return { mutation, state: result.status, result };
    }
    // What was never sent, and stands on what did not take effect, waits until that is decided; so does what was sent and can have no effect either.
    const standsOn = state === 'queued' ? declined : uncreated;
    if ((state !== 'queued' && state !== 'inflight') || !keysOf(mutation).some((key) => standsOn.has(key))) return one;
    for (const key of keysOf(mutation)) declined.add(key);
    for (const key of createdBy(mutation)) uncreated.add(key);
    return { mutation, state: 'blocked' };
  });
  return effects.length === 0 ? [kept, effects] : [unblocked(next), effects];
}

function decided(kept: readonly KeptWrite[], id: string, mutation: Mutation | undefined): Step {
  const one = kept.find((each) => each.mutation.id === id);
  if (!one || !['refused', 'conflict', 'blocked'].includes(one.state))
    return [kept, mutation ? [discarded(mutation.id)] : []];
  const settled = one.state === 'blocked' ? [discarded(id)] : [];
  if (mutation) return [unblocked(withInstead(kept, one, mutation)), settled];
  const gone = standingOn(one, kept);
  const left = kept.filter((each) => each !== one && !gone.has(each));
  const effects = [...gone].map((each) => discarded(each.mutation.id));
  return [unblocked(left.map((each) => standingAnew(each, one, undefined))), [...settled, ...effects]];
}

function standingAnew(each: KeptWrite, one: KeptWrite, instead: Mutation | undefined): KeptWrite {
  return each.state === 'blocked' ? { ...each, mutation: rebased(each.mutation, one, instead) } : each;
}

/**
 * What takes the place of a declined write is made after what was written to its records since and waits for nothing: it is sent behind that. What waits behind
 * the declined one goes behind it, but for what its writer saw and writes over.
 */
function withInstead(kept: readonly KeptWrite[], one: KeptWrite, mutation: Mutation): readonly KeptWrite[] {
  const keys = new Set(keysOf(mutation));
  const from = kept.indexOf(one);
  const later = kept.slice(from + 1);
  const waits = ({ state }: KeptWrite): boolean => state === 'blocked';
  const isSent = ({ state, mutation: other }: KeptWrite): boolean =>
    (state === 'queued' || state === 'inflight' || state === 'acknowledged') &&
    keysOf(other).some((key) => keys.has(key));
  // The same write again is as old as it was.
  const isAgain = mutation.at === one.mutation.at;
  const seen = later.findLastIndex((each) => !isAgain && waits(each) && writesOver(mutation, each.mutation));
  const last = Math.max(seen, later.findLastIndex(isSent));
  const isAhead = (each: KeptWrite, index: number): boolean => index <= (waits(each) ? seen : last);
  const ahead = later.filter(isAhead).map((each) => standingAnew(each, one, undefined));
  const before = kept.slice(0, from);
  // What it is made on top of may wait for another decision, or be to create what it is to change.
  const creating = before.filter((each) => createdBy(each.mutation).length > 0);
  const waiting = [...creating, ...(seen === -1 ? [] : unblocked([...before, ...ahead]).slice(from))];
  return [
    ...before,
    ...ahead,
    { mutation, state: isBehind(mutation, waiting) ? 'blocked' : 'queued' },
    ...later.filter((each, index) => !isAhead(each, index)).map((each) => standingAnew(each, one, mutation)),
  ];
}

/** Without the record that it created, what was to be changed in that alone is nothing. */
function standingOn({ mutation }: KeptWrite, kept: readonly KeptWrite[]): Set<KeptWrite> {
  const created = new Set(createdBy(mutation));
  return new Set(
    kept.filter((one) => one.state === 'blocked' && keysOf(one.mutation).every((key) => created.has(key))),
  );
}

function unblocked(kept: readonly KeptWrite[]): readonly KeptWrite[] {
  const declined = new Set<string>();
  return kept.map((one) => {
    const keys = keysOf(one.mutation);
    const holdsUp = one.state === 'refused' || one.state === 'conflict';
    const waits = one.state === 'blocked' && keys.some((key) => declined.has(key));
    if (holdsUp || waits) for (const key of keys) declined.add(key);
    return one.state === 'blocked' && !waits ? { ...one, state: 'queued' } : one;
  });
}

/**
 * Whether a new write has to wait: it stands on one that waits for a decision, or is to a record that is not there because it could not be created. One that was
 * made after a change was declined and undone stands on nothing of it, and goes.
 */
function isBehind(mutation: Mutation, kept: readonly KeptWrite[]): boolean {
  const keys = new Set(keysOf(mutation));
  const holdsUp = (state: WriteState, op: Patch['op']): boolean =>
    state === 'blocked' || ((state === 'refused' || state === 'conflict') && op === 'create');
  return kept.some((one) =>
    one.mutation.patches.some((patch) => holdsUp(one.state, patch.op) && keys.has(refKey(patch))),
  );
}

function isDeclined(result: MutationResult): result is Extract<MutationResult, { status: 'refused' | 'conflict' }> {
  return result.status === 'refused' || result.status === 'conflict';
}

/** Whether what was to be created may be there for another reason. */
function isThere(result: MutationResult): boolean {
  return result.status === 'refused' && result.refusal.code === 'already-exists';
}

function discarded(id: string): OutboxEffect {
  return { kind: 'settle', id, result: { id, status: 'refused', refusal: refuse('discarded') } };
}

const isUnsent = (state: WriteState): boolean => state === 'queued' || state === 'blocked';
const createdBy = ({ patches }: Mutation): readonly string[] =>
  patches.flatMap((patch) => (patch.op === 'create' ? [refKey(patch)] : []));
const keysOf = ({ patches }: Mutation): readonly string[] => patches.map(refKey);
