import type { AnyRecord, Instant, Patch, RecordRef } from '@rapport/core';
import { refKey } from '@rapport/core/identity';
import type { KeptWrite, WriteState } from '../device/index.ts';
import { withoutAdditions } from './without-additions.ts';

/** What a patch makes of a record: core's own rule, the one the authority applies. Null is no record. */
export type ApplyPatch = (record: AnyRecord | null, patch: Patch, at: Instant) => AnyRecord | null;

export interface Pending {
  /** The write's. */
  readonly id: string;
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
  #answered: readonly Pending[] = [];

  /** Those that may be in what is known of their record, and are taken to be. */
  #included: ReadonlySet<string> = new Set();
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
    return this.#pending.get(refKey(ref))?.some((one) => this.#isOpen(one, version)) ?? false;
  }

  /** Takes what is on its way to a record to be in it, where it may be in this version. */
  include(ref: RecordRef, version: number): void {
    for (const one of this.#pending.get(refKey(ref)) ?? []) this.includeOne(one, version);
  }

  /** The same of one write. */
  includeOne(one: Pending, version: number): void {
    if (!this.#isOpen(one, version)) return;
    this.#included = new Set([...this.#included, nameOf(one)]);
    if (!this.isSending(one.patch)) this.letGo(refKey(one.patch));
  }

  /** What was answered need not be put off any more: it is in what is known of the record from here on. */
  letGo(key: string): void {
    this.#answered = this.#answered.filter(({ patch }) => refKey(patch) !== key);
    const left = this.#pending.get(key)?.filter(({ state }) => state !== 'acknowledged') ?? [];
    if (left.length > 0) this.#pending.set(key, left);
    else this.#pending.delete(key);
  }

  /** What is shown on top of the records. */
  get all(): readonly Pending[] {
    return this.#kept.flatMap(pendingOf);
  }

  /** The records with pending writes. */
  get refs(): readonly RecordRef[] {
    return [...this.#pending.values()].flatMap(([first]) => first?.patch ?? []);
  }

  /** @param isGone Whether the backend had the record, and has it no more or does not tell of it: what was to create it has. */
  show(ref: RecordRef, base: AnyRecord | undefined, isGone = false): AnyRecord | undefined {
    if (this.#pending.size === 0) return base;
    const pending = this.#pending.get(refKey(ref));
    if (!pending) return base;
    let record = base ?? null;
    for (const one of pending) {
      const patch = this.isIncluded(one) ? withoutAdditions(one.patch) : one.patch;
      // A create that the backend already has is in the base. One that nobody sent from here may have more than that.
      if (patch.op === 'create' && (isGone || (record && (record.version > 1 || one.state !== 'queued')))) continue;
      record = this.#applyPatch(record, patch, one.at);
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
      if (known !== one) note(known ? moved : changed, pendingOf(one));
    }
    note(changed, [...before.values()].flatMap(pendingOf));
    const shown = new Set(this.all.map(placeOf));
    const answered = kept
      .filter(({ state }) => state === 'acknowledged')
      .flatMap(pendingOf)
      .filter((one) => shown.has(placeOf(one)));
    note(changed, [...this.#answered, ...answered]);
    this.#kept = pending;
    const { all } = this;
    // One whose answer could not be kept is sent again.
    const again = new Set(all.map(placeOf));
    const waiting = [...this.#answered.filter((one) => !again.has(placeOf(one))), ...answered];
    if (this.#included.size > 0)
      this.#included = new Set([...waiting, ...all].map(nameOf).filter((name) => this.#included.has(name)));
    const isOther = (key: string): boolean => moved.has(key) || changed.has(key);
    for (const key of [...moved.keys(), ...changed.keys()]) this.#pending.delete(key);
    const counted = new Set(all.filter((one) => this.#isOpen(one, Infinity)).map(({ patch }) => refKey(patch)));
    this.#answered = waiting.filter(({ patch }) => counted.has(refKey(patch)));
    for (const one of [...this.#answered, ...all]) {
      const key = refKey(one.patch);
      if (!isOther(key)) continue;
      const list = this.#pending.get(key) ?? [];
      list.push(one);
      this.#pending.set(key, list);
    }
    return [...changed.values()];
  }

  /** Whether it would be counted twice where a record of this version has it, which nobody knows. */
  #isOpen(one: Pending, version: number): boolean {
    const { patch, state } = one;
    if (patch.op !== 'update' || !(patch.append ?? patch.increment)) return false;
    if (state !== 'inflight' && !(this.isShared && state === 'queued')) return false;
    // What was just created has no update in it.
    return version > (patch.base?.version ?? 1) && !this.isIncluded(one);
  }

  /** Whether it is taken to be in what is known of its record. */
  isIncluded(one: Pending): boolean {
    return this.#included.size > 0 && this.#included.has(nameOf(one));
  }
}

/** Which part of which write: what it does to a record, whatever that is. */
const placeOf = ({ id, patch }: Pending): string => id + refKey(patch);

/** One that became more is another. */
const nameOf = ({ id, patch }: Pending): string => id + JSON.stringify(patch);

function pendingOf({ mutation: { id, at, patches }, state }: KeptWrite): readonly Pending[] {
  return patches.map((patch) => ({ id, at, patch, state }));
}

/** Blocked ones are shown: they were accepted, and nobody has declined them. */
function isPending({ state }: KeptWrite): boolean {
  return state === 'queued' || state === 'inflight' || state === 'blocked';
}

function note(refs: Map<string, RecordRef>, all: readonly Pending[]): void {
  for (const { patch } of all) refs.set(refKey(patch), patch);
}
