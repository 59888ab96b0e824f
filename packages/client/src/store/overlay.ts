import type { AnyRecord, Instant, Mutation, Patch, RecordRef } from '@rapport/core';
import { refKey } from '@rapport/core/identity';
import type { KeptWrite, WriteState } from '../device/index.ts';

/** What a patch makes of a record: core's own rule, the one the authority applies. Null is no record. */
export type ApplyPatch = (record: AnyRecord | null, patch: Patch, at: Instant) => AnyRecord | null;

export interface Pending {
  readonly at: Instant;
  readonly patch: Patch;
  readonly state: WriteState;
}

/** Writes that are not acknowledged yet, by record and in the order they were made; shows records as they will be. */
export class Overlay {
  readonly #pending = new Map<string, Pending[]>();
  readonly #applyPatch: ApplyPatch;
  #kept: readonly KeptWrite[] = [];
  /** Answered, but not in what is known of their records: that is put off while another write to them is on its way that must not be counted twice. */
  #answered: readonly KeptWrite[] = [];

  /** The versions at which records were taken in that may have what is on its way to them: it is taken to be in them. */
  readonly #included = new Map<string, number>();
  /** Writes that were not known before. */
  appeared: readonly KeptWrite[] = [];
  /** Whether other windows send the same writes: one that waits here may be on its way there. */
  isShared = false;

  constructor(applyPatch: ApplyPatch) {
    this.#applyPatch = applyPatch;
  }

  get isEmpty(): boolean {
    return this.#pending.size === 0;
  }

  has(ref: RecordRef): boolean {
    return this.#pending.size > 0 && this.#pending.has(refKey(ref));
  }

  /**
   * Whether a write is on its way that may already be in what the backend says, and must not be counted twice.
   * @param version The record's, where it is known: what the write was based on, or older, can't have it.
   */
  isSending(ref: RecordRef, version = Infinity): boolean {
    if (this.#pending.size === 0) return false;
    return this.#pending.get(refKey(ref))?.some((one) => this.mayBeIn(one, version)) ?? false;
  }

  /** Says that a record was taken in at this version, though it may have what is on its way to it. */
  include(ref: RecordRef, version: number): void {
    this.#included.set(refKey(ref), version);
  }

  /** The records with pending writes. */
  get refs(): readonly RecordRef[] {
    return [...this.#pending.values()].flatMap(([first]) =>
      first ? [{ type: first.patch.type, id: first.patch.id }] : [],
    );
  }

  /** @param isGone Whether the backend had the record, and has it no more or does not tell of it: what was to create it has. */
  show(ref: RecordRef, base: AnyRecord | undefined, isGone = false): AnyRecord | undefined {
    if (this.#pending.size === 0) return base;
    const pending = this.#pending.get(refKey(ref));
    if (!pending) return base;
    let record = base ?? null;
    const included = this.#included.get(refKey(ref));
    for (const one of pending) {
      const { at } = one;
      const patch = included !== undefined && this.mayBeIn(one, included) ? withoutAdditions(one.patch) : one.patch;
      // A create that the backend already has is in the base.
      if (patch.op === 'create' && (record !== null || isGone)) continue;
      record = this.#applyPatch(record, patch, at);
    }
    return record ?? undefined;
  }

  /** Shows these writes from now on, as far as they are pending, and no others. Answers the records that look other by that, or may. */
  replace(kept: readonly KeptWrite[]): readonly RecordRef[] {
    const pending = kept.filter(isPending);
    const before = new Map(this.#kept.map((one) => [one.mutation, one]));
    const moved = new Map<string, RecordRef>();
    const changed = new Map<string, RecordRef>();
    for (const one of pending) {
      const known = before.get(one.mutation);
      before.delete(one.mutation);
      if (known !== one) note(known ? moved : changed, one);
    }
    for (const one of before.values()) note(changed, one);
    const answered = kept.filter(({ mutation, state }) => state === 'acknowledged' && before.has(mutation));
    const waiting = [...this.#answered, ...answered];
    for (const one of waiting) note(changed, one);
    const ids = new Set(this.#kept.map(({ mutation }) => mutation.id));
    this.appeared = pending.filter(({ mutation }) => !ids.has(mutation.id));
    this.#kept = pending;
    const isOther = (key: string): boolean => moved.has(key) || changed.has(key);
    for (const key of [...moved.keys(), ...changed.keys()]) this.#pending.delete(key);
    for (const key of changed.keys()) this.#included.delete(key);
    const counted = new Set(
      pending.flatMap(({ mutation: { at, patches }, state }) =>
        patches.filter((patch) => this.mayBeIn({ at, patch, state }, Infinity)).map((patch) => refKey(patch)),
      ),
    );
    this.#answered = waiting.filter(({ mutation }) => mutation.patches.some((patch) => counted.has(refKey(patch))));
    for (const { mutation, state } of [...this.#answered, ...pending]) {
      for (const patch of mutation.patches) {
        const key = refKey(patch);
        if (!isOther(key) || (state === 'acknowledged' && !counted.has(key))) continue;
        const list = this.#pending.get(key) ?? [];
        list.push({ at: mutation.at, patch, state });
        this.#pending.set(key, list);
      }
    }
    return [...changed.values()];
  }

  /** Whether a write may be in a record of this version, and would be counted twice. */
  mayBeIn({ patch, state }: Pending, version: number): boolean {
    if (patch.op !== 'update' || !(patch.append ?? patch.increment)) return false;
    const seen = patch.base?.version;
    // What was just created has no update in it.
    if (state === 'inflight') return version > (seen ?? 1);
    return this.isShared && state === 'queued' && seen !== undefined && version > seen;
  }
}

/** What may be done twice, and looks the same as done once. */
function withoutAdditions(patch: Patch): Patch {
  if (patch.op !== 'update') return patch;
  const { append: _, increment: __, ...rest } = patch;
  return rest;
}

/** Blocked ones are shown: they were accepted, and nobody has declined them. */
function isPending({ state }: KeptWrite): boolean {
  return state === 'queued' || state === 'inflight' || state === 'blocked';
}

function note(refs: Map<string, RecordRef>, { mutation }: KeptWrite): void {
  for (const { type, id } of mutation.patches) refs.set(refKey({ type, id }), { type, id });
}

/** The records a mutation touches, each once. */
export function refsOf(mutation: Mutation): readonly RecordRef[] {
  return [...new Map(mutation.patches.map(({ type, id }) => [refKey({ type, id }), { type, id }])).values()];
}
