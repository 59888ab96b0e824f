import type { AnyRecord, Instant, Mutation, Patch, RecordRef } from '@rapport/core';
import { refKey } from '@rapport/core/identity';
import type { KeptWrite } from '../device/index.ts';

/** What a patch makes of a record: core's own rule, the one the authority applies. Null is no record. */
export type ApplyPatch = (record: AnyRecord | null, patch: Patch, at: Instant) => AnyRecord | null;

interface Pending {
  readonly at: Instant;
  readonly patch: Patch;
  /** It may have taken effect already. */
  readonly isSending: boolean;
}

/** Writes that are not acknowledged yet, by record and in the order they were made; shows records as they will be. */
export class Overlay {
  readonly #pending = new Map<string, Pending[]>();
  readonly #applyPatch: ApplyPatch;
  #kept: readonly KeptWrite[] = [];
  /** Answered, but not in what is known of their records: that is put off while another write to them is on its way that must not be counted twice. */
  #answered: readonly KeptWrite[] = [];

  constructor(applyPatch: ApplyPatch) {
    this.#applyPatch = applyPatch;
  }

  get isEmpty(): boolean {
    return this.#pending.size === 0;
  }

  has(ref: RecordRef): boolean {
    return this.#pending.size > 0 && this.#pending.has(refKey(ref));
  }

  /** Whether a write is on its way that may already be in what the backend says, and must not be counted twice. */
  isSending(ref: RecordRef): boolean {
    return this.#pending.size > 0 && (this.#pending.get(refKey(ref))?.some(isCounted) ?? false);
  }

  /** The records with pending writes. */
  get refs(): readonly RecordRef[] {
    return [...this.#pending.values()].flatMap(([first]) =>
      first ? [{ type: first.patch.type, id: first.patch.id }] : [],
    );
  }

  show(ref: RecordRef, base: AnyRecord | undefined): AnyRecord | undefined {
    if (this.#pending.size === 0) return base;
    const pending = this.#pending.get(refKey(ref));
    if (!pending) return base;
    let record = base ?? null;
    for (const { at, patch } of pending) {
      // A create that the backend already has is in the base.
      if (patch.op === 'create' && record !== null) continue;
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
    this.#kept = pending;
    const isOther = (key: string): boolean => moved.has(key) || changed.has(key);
    for (const key of [...moved.keys(), ...changed.keys()]) this.#pending.delete(key);
    const counted = new Set(
      pending.flatMap(({ mutation, state }) =>
        mutation.patches
          .filter((patch) => isCounted({ patch, isSending: state === 'inflight' }))
          .map((patch) => refKey(patch)),
      ),
    );
    this.#answered = waiting.filter(({ mutation }) => mutation.patches.some((patch) => counted.has(refKey(patch))));
    for (const { mutation, state } of [...this.#answered, ...pending]) {
      for (const patch of mutation.patches) {
        const key = refKey(patch);
        if (!isOther(key) || (state === 'acknowledged' && !counted.has(key))) continue;
        const list = this.#pending.get(key) ?? [];
        list.push({ at: mutation.at, patch, isSending: state === 'inflight' });
        this.#pending.set(key, list);
      }
    }
    return [...changed.values()];
  }
}

/** Whether a write may be in what the backend says already, and would be counted twice. */
function isCounted({ patch, isSending }: Pick<Pending, 'patch' | 'isSending'>): boolean {
  return isSending && patch.op === 'update' && Boolean(patch.append ?? patch.increment);
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
