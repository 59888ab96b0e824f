import type { AnyRecord, Change, RecordRef, Written } from '@rapport/core';
import { refKey } from '@rapport/core/identity';
import type { Overlay, Pending } from './overlay.ts';

/** A record as it is shown, before and after: undefined where there is none. The two are the same where only its pending writes changed, or the feed told of what was known. */
export interface ShownChange {
  readonly type: string;
  readonly id: string;
  readonly before: AnyRecord | undefined;
  readonly after: AnyRecord | undefined;
}

/**
 * So many records that were written here are known, though nobody shows them, until the feed tells of it: what it tells until then is older. Of so many that
 * are forgotten, the version is known.
 */
const mostAwaited = 500;

/** Whoever shows records. */
export interface Holder {
  /** Takes in a change, of a record that is its own where there is a member. Answers what it is from now on. */
  apply(change: ShownChange, member: Member | undefined): Member | undefined;
}

/** A record among those that somebody shows. */
export interface Member {
  readonly holder: Holder;
}

interface Entry {
  readonly type: string;
  readonly id: string;
  /** What the backend said last; undefined where it said that there is none, or never said. */
  base: AnyRecord | undefined;
  /** The newest version heard of, also of a record that is gone. */
  version: number;
  gone: 'delete' | 'evict' | undefined;
  /** Which of the backend's histories the version is of. */
  history: number;
  /** When the feed or a write's answer last told of it, by the store's own counter. */
  told: number;
  /** When the base was taken in. */
  takenAt: number;
  shown: AnyRecord | undefined;
  /** Who shows it. Most often nobody or one, hence no set. */
  readonly members: Member[];
  /** What the feed said while a write that must not be shown twice was on its way. */
  deferred: { readonly change: Change; readonly history: number } | undefined;
}

/**
 * The records that open queries show: what the backend said, by version, with pending writes on top. A version older than the one it knows is ignored,
 * also of a record that is gone, so no record goes backwards. It keeps what somebody holds and what is needed while answers are on their way.
 */
export class RecordStore {
  readonly #types = new Map<string, Map<string, Entry>>();
  readonly #overlay: Overlay;
  /** Everybody who may want to show a record. */
  readonly #holders: () => Iterable<Holder>;
  readonly #isOffline: () => boolean;
  readonly #doubt: (type: string) => void;
  #counter = 0;
  #reads = 0;
  /** How many histories of the backend's there were before this one, and when it began here. */
  #history = 0;
  #historyBegan = 0;
  /** What was told of while answers are on their way. */
  readonly #journal = new Set<Entry>();
  /** What was written here and the feed did not tell of yet, the oldest first. */
  readonly #awaited = new Set<Entry>();
  #loose = new Set<Entry>();
  /** The versions of records that are forgotten, by their histories, the oldest first: the feed may be behind an answer that told of them. */
  readonly #forgotten = new Map<string, number>();

  constructor(options: {
    readonly overlay: Overlay;
    readonly holders: () => Iterable<Holder>;
    readonly isOffline?: () => boolean;
    /** Whether a record of this type is as it is known here, only an answer that is asked for from now on can tell. */
    readonly doubt?: (type: string) => void;
  }) {
    this.#overlay = options.overlay;
    this.#holders = options.holders;
    this.#isOffline = options.isOffline ?? (() => false);
    this.#doubt = options.doubt ?? (() => {});
  }

  shown(ref: RecordRef): AnyRecord | undefined {
    return this.#known(ref)?.shown;
  }

  /** The same, where changes to it are heard of or it has pending writes: one that is known for having been written here may be another by now. */
  followed(ref: RecordRef): AnyRecord | undefined {
    const entry = this.#known(ref);
    const isLeft = entry && entry.members.length === 0 && this.#awaited.has(entry) && !this.#overlay.has(entry);
    return isLeft ? undefined : entry?.shown;
  }

  /** What the backend said last, without pending writes. */
  base(ref: RecordRef): AnyRecord | undefined {
    return this.#known(ref)?.base;
  }

  /** Whether a record is known to be gone since it was like this. */
  isGone(record: AnyRecord): boolean {
    const entry = this.#known(record);
    return entry?.gone !== undefined && entry.version >= record.version;
  }

  /** Every record of a type that is known, as the backend said it last. */
  *basesOf(type: string): Iterable<AnyRecord> {
    for (const { base } of this.#types.get(type)?.values() ?? []) if (base) yield base;
  }

  /**
   * Records of a type that an answer asked for at `since` can't be trusted to know: told of later, or with a pending write.
   * @param asOf When the backend was asked for what is taken from what is kept: written here later, where the feed did not tell of it yet. Of what was written
   *   before it began anew, it may never.
   */
  *newerThan(type: string, since: number, asOf = since): Iterable<AnyRecord> {
    for (const entry of this.#journal) if (entry.shown && entry.type === type && entry.told > since) yield entry.shown;
    for (const entry of this.#awaited)
      if (entry.shown && entry.type === type && entry.takenAt > asOf && entry.history === this.#history)
        yield entry.shown;
    for (const ref of this.#overlay.refs) {
      const shown = ref.type === type ? this.shown(ref) : undefined;
      if (shown) yield shown;
    }
  }

  /** Call before asking the backend, and `endRead` when its answer was taken in: until then nothing that was heard is forgotten. */
  beginRead(): number {
    this.#reads += 1;
    return this.#counter;
  }

  endRead(): void {
    this.#reads -= 1;
    if (this.#reads > 0) return;
    this.#journal.clear();
    this.#sweep();
  }

  /**
   * Takes in a record of an answer that was asked for at `since`.
   * @param asOf When the backend was asked for it, where it was kept.
   */
  learn(record: AnyRecord, since: number, asOf?: number): void {
    // What was asked for before a history began is of the one before.
    this.#learn(record, since, since < this.#historyBegan ? undefined : this.#history, asOf);
  }

  /** Takes in what a write of ours left. */
  take(written: Written): void {
    const ref = 'record' in written ? written.record : written.deleted;
    const entry = this.#entry(ref);
    const { history } = entry;
    this.#awaited.add(entry);
    if ('record' in written) this.#learn(written.record, -1, this.#history);
    else this.#hear(entry, { op: 'delete', ...written.deleted }, this.#history);
    // It may have been asked for before the present history began, and be gone in that, of which nobody would tell.
    if (history < this.#history) this.#doubt(entry.type);
    const [oldest] = this.#awaited;
    if (oldest && this.#awaited.size > mostAwaited) this.#awaitNoMore(oldest);
  }

  /**
   * @param told What was told of later is newer. Below zero: a write left it.
   * @param asOf What was taken in later may be newer, where it is of another history.
   */
  #learn(record: AnyRecord, told: number, ofHistory: number | undefined, asOf = told): void {
    const entry = this.#entry(record);
    const history = ofHistory ?? entry.history;
    if (this.#overlay.isSending(record, record.version)) {
      // Where nothing is known of it but this, and nobody will say more of it for a while, it is shown.
      if (entry.shown || entry.takenAt || !this.#isOffline()) return this.#defer(entry, { op: 'put', record }, history);
      this.#overlay.include(record, record.version);
      this.#hearDeferred(entry);
    }
    if (history === entry.history) {
      if (entry.gone && entry.told > told ? record.version <= entry.version : record.version < entry.version) return;
      // What is known came after this was asked for, and may be of this history, too.
    } else if (record.version < entry.version && entry.takenAt > asOf) return this.#doubt(entry.type);
    if (told < 0) this.#tell(entry);
    if (entry.base && entry.version === record.version && entry.history === history) return;
    this.#set(entry, record, { version: record.version, gone: undefined, history });
  }

  /** Takes in what the feed said. The feed's order is the backend's own. */
  hear(change: Change): void {
    const ref = change.op === 'put' ? change.record : change;
    if (ref.version < (this.#forgotten.get(this.#history + refKey(ref)) ?? 0)) return;
    const entry = this.#entry(ref);
    const isAwaited = this.#awaited.has(entry) && ref.version < entry.version;
    this.#hear(entry, change, this.#history);
    if (!isAwaited) this.#awaitNoMore(entry);
  }

  #awaitNoMore(entry: Entry): void {
    if (this.#awaited.delete(entry) && this.#reads === 0) this.#drop(entry);
  }

  #hear(entry: Entry, change: Change, history: number): void {
    const version = versionOf(change);
    if (this.#overlay.isSending(entry, version)) return this.#defer(entry, change, history);
    const isOther = history > entry.history;
    // What is known may be of this history, too: a write was answered before the feed told of it.
    if (isOther && version < entry.version) return this.#doubt(entry.type);
    if (!isOther && (version < entry.version || (entry.gone === 'delete' && version === entry.version))) return;
    this.#tell(entry);
    if (change.op !== 'put') this.#set(entry, undefined, { version, gone: change.op, history });
    else if (isOther || version > entry.version || !entry.base)
      this.#set(entry, change.record, { version, gone: undefined, history });
    // Known from an answer already: but a query that asked before may not have it.
    else this.#show(entry, true);
  }

  /** A moment, to be compared with when something was taken in. */
  get moment(): number {
    return this.#counter;
  }

  /**
   * A write that was not known before is to be shown. It may be in what is known of its record, unless that was taken in before `asOf`, when it was not even
   * sent.
   */
  meet(one: Pending, asOf: number): void {
    const entry = this.#known(one.patch);
    if (!entry?.base || (one.state === 'queued' && entry.takenAt <= asOf)) return;
    this.#overlay.includeOne(one, entry.version);
  }

  /** Shows a record again after its pending writes changed. */
  reshow(ref: RecordRef): void {
    const entry = this.#entry(ref);
    this.#hearDeferred(entry);
    const isLeft = entry.base && entry.members.length === 0;
    const isDoubted = entry.base && entry.history < this.#history && !this.#overlay.has(entry);
    // Where all have read again since, and nobody holds it, it may be gone.
    if (isDoubted && isLeft) entry.shown = undefined;
    else this.#show(entry, true);
    // A query that has read again since may show it for the write alone. While nobody held it, what became of it was not heard.
    if (isDoubted || (isLeft && entry.members.length > 0)) this.#doubt(entry.type);
  }

  /** Says that somebody holds these records, by their ids, which are shown. */
  hold(type: string, held: Iterable<readonly [string, Member]>): void {
    const entries = this.#types.get(type);
    for (const [id, member] of held) {
      const members = entries?.get(id)?.members;
      if (members && !members.includes(member)) members.push(member);
    }
  }

  /** Says that somebody who may have held these records holds them no more. */
  release(type: string, ids: Iterable<string>, holder: Holder): void {
    const entries = this.#types.get(type);
    for (const id of ids) {
      const entry = entries?.get(id);
      if (!entry) continue;
      const { members } = entry;
      const member = memberOf(members, holder);
      if (member) members.splice(members.indexOf(member), 1);
      if (members.length === 0) this.#loose.add(entry);
    }
    if (this.#reads === 0) this.#sweep();
  }

  /** The backend's history is another one: versions heard of before can't be compared with those to come. */
  distrustVersions(): void {
    this.#history += 1;
    this.#historyBegan = this.#counter += 1;
  }

  #known(ref: RecordRef): Entry | undefined {
    return this.#types.get(ref.type)?.get(ref.id);
  }

  #entry(ref: RecordRef): Entry {
    let entries = this.#types.get(ref.type);
    if (!entries) this.#types.set(ref.type, (entries = new Map()));
    let entry = entries.get(ref.id);
    if (!entry) {
      entry = {
        type: ref.type,
        id: ref.id,
        base: undefined,
        version: 0,
        gone: undefined,
        history: this.#history,
        told: 0,
        takenAt: 0,
        shown: undefined,
        members: [],
        deferred: undefined,
      };
      entries.set(ref.id, entry);
    }
    return entry;
  }

  #defer(entry: Entry, change: Change, history: number): void {
    const { deferred } = entry;
    if (!deferred || history > deferred.history || versionOf(change) >= versionOf(deferred.change))
      entry.deferred = { change, history };
  }

  /** What was deferred, which is again where it still has to be. */
  #hearDeferred(entry: Entry): void {
    const { deferred } = entry;
    entry.deferred = undefined;
    if (deferred) this.#hear(entry, deferred.change, deferred.history);
  }

  #tell(entry: Entry): void {
    entry.told = ++this.#counter;
    if (this.#reads > 0) this.#journal.add(entry);
  }

  #set(
    entry: Entry,
    base: AnyRecord | undefined,
    { version, gone, history }: Pick<Entry, 'version' | 'gone' | 'history'>,
  ): void {
    entry.base = base;
    entry.takenAt = this.#counter += 1;
    entry.version = version;
    entry.gone = gone;
    entry.history = history;
    this.#show(entry);
  }

  #show(entry: Entry, isAgain = false): void {
    const before = entry.shown;
    const after = this.#overlay.show(entry, entry.base, entry.gone !== undefined);
    entry.shown = after;
    if (before !== after || isAgain) {
      const change: ShownChange = { type: entry.type, id: entry.id, before, after };
      const { members } = entry;
      for (const holder of this.#holders()) {
        // Asked of every open query with every change, and there is rarely more than one.
        const member = members.length > 1 || members[0]?.holder === holder ? memberOf(members, holder) : undefined;
        const present = holder.apply(change, member);
        if (present === member) continue;
        if (member) members.splice(members.indexOf(member), 1);
        if (present) members.push(present);
      }
    }
    if (entry.members.length > 0) return;
    if (this.#reads === 0) this.#drop(entry);
    else this.#loose.add(entry);
  }

  #sweep(): void {
    const loose = this.#loose;
    this.#loose = new Set();
    for (const entry of loose) this.#drop(entry);
  }

  #drop(entry: Entry): void {
    if (entry.members.length > 0 || this.#overlay.has(entry) || entry.deferred || this.#awaited.has(entry)) return;
    this.#types.get(entry.type)?.delete(entry.id);
    if (entry.base) this.#forgotten.set(entry.history + refKey(entry), entry.version);
    const [oldest] = this.#forgotten;
    if (oldest && this.#forgotten.size > mostAwaited) this.#forgotten.delete(oldest[0]);
  }
}

function versionOf(change: Change): number {
  return change.op === 'put' ? change.record.version : change.version;
}

function memberOf(members: readonly Member[], holder: Holder): Member | undefined {
  return members.find((one) => one.holder === holder);
}
