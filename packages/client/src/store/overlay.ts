import type { AnyRecord, Instant, Mutation, Patch, RecordRef } from '@rapport/core';
import { refKey } from '@rapport/core/identity';

/** What a patch makes of a record: core's own rule, the one the authority applies. Null is no record. */
export type ApplyPatch = (record: AnyRecord | null, patch: Patch, at: Instant) => AnyRecord | null;

interface Pending {
  readonly mutation: Mutation;
  readonly patch: Patch;
  sending: boolean;
}

/** Writes that are not acknowledged yet, by record and in the order they were made; shows records as they will be. */
export class Overlay {
  readonly #pending = new Map<string, Pending[]>();
  readonly #applyPatch: ApplyPatch;

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
    if (this.#pending.size === 0) return false;
    return (
      this.#pending
        .get(refKey(ref))
        ?.some(({ sending, patch }) => sending && patch.op === 'update' && Boolean(patch.append ?? patch.increment)) ??
      false
    );
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
    for (const { mutation, patch } of pending) {
      // A create that the backend already has is in the base.
      if (patch.op === 'create' && record !== null) continue;
      record = this.#applyPatch(record, patch, mutation.at);
    }
    return record ?? undefined;
  }

  /** Puts a mutation on top. Answers the records it touches. */
  add(mutation: Mutation): readonly RecordRef[] {
    for (const patch of mutation.patches) {
      const key = refKey(patch);
      const pending = this.#pending.get(key) ?? [];
      this.#pending.set(key, [...pending, { mutation, patch, sending: false }]);
    }
    return refsOf(mutation);
  }

  /** Says that a mutation may have reached the backend. */
  markSending(mutation: Mutation): void {
    for (const ref of refsOf(mutation)) {
      for (const pending of this.#pending.get(refKey(ref)) ?? [])
        if (pending.mutation === mutation) pending.sending = true;
    }
  }

  /** Takes a mutation away. Answers the records it touched. */
  remove(mutation: Mutation): readonly RecordRef[] {
    for (const ref of refsOf(mutation)) {
      const left = (this.#pending.get(refKey(ref)) ?? []).filter((pending) => pending.mutation !== mutation);
      if (left.length === 0) this.#pending.delete(refKey(ref));
      else this.#pending.set(refKey(ref), left);
    }
    return refsOf(mutation);
  }
}

/** The records a mutation touches, each once. */
export function refsOf(mutation: Mutation): readonly RecordRef[] {
  return [...new Map(mutation.patches.map(({ type, id }) => [refKey({ type, id }), { type, id }])).values()];
}
