import { refKey, type AnyRecord } from '@rapport/core';
import type { Author, Effect, Journal } from './journal.ts';
import { deleteMark, marksOf, ownFields, setMark } from './marks.ts';

interface Seen {
  /** The newest version that was shown without anything pending. */
  version: number;
  /** Per field, the commit that what was shown came from; the field may not go back before it. */
  readonly floors: Map<string, number>;
  readonly last: Map<string, Effect>;
  /** Lines, tags and increments that were shown, and where they had been sent again by then. */
  readonly operations: Map<Effect, string | undefined>;
  /** Values that were shown before they were committed: how many writes there were when they first were. */
  readonly early: Map<Effect, number>;
}

/** What one window has shown of each record: says where it shows anything that was before what it has shown, or what it has written. */
export class Witness {
  readonly #journal: Journal;
  readonly #by: Author;
  readonly #report: (problem: string) => void;
  readonly #seen = new Map<string, Seen>();

  constructor(journal: Journal, by: Author, report: (problem: string) => void) {
    this.#journal = journal;
    this.#by = by;
    this.#report = report;
  }

  see(record: AnyRecord, isPending: boolean): void {
    const key = refKey(record);
    let seen = this.#seen.get(key);
    if (!seen) {
      seen = { version: 0, floors: new Map(), last: new Map(), operations: new Map(), early: new Map() };
      this.#seen.set(key, seen);
    }
    if (!isPending) {
      if (record.version < seen.version)
        this.#report(`backwards: ${key} is shown at version ${record.version} after ${seen.version}`);
      seen.version = Math.max(seen.version, record.version);
    }
    const own = this.#journal
      .own(this.#by.window, record)
      .filter(({ made }) => !isUndone(made) && (made.retriedIn ?? this.#by.window) === this.#by.window);
    if (own.some(({ mark }) => mark === deleteMark(record)))
      this.#report(`flicker: ${key} is shown after it was deleted here`);
    for (const field of ownFields[record.type] ?? []) this.#seeField(record, field, own, seen);
    this.#seeOperations(record, own, seen);
  }

  #seeField(record: AnyRecord, field: string, own: readonly Effect[], seen: Seen): void {
    const value = (record as Readonly<Record<string, unknown>>)[field];
    const shown = this.#journal.effect(setMark(record, field, value));
    const place = shown ? (shown.commits[0] ?? Infinity) : -1;
    const what = `${refKey(record)} shows ${field} ${JSON.stringify(value)}`;
    if (shown && place === Infinity && shown.made.by.device !== this.#by.device)
      this.#report(`phantom: ${what}, which was never committed`);
    if (shown && place === Infinity && !seen.early.has(shown)) seen.early.set(shown, this.#journal.made.length);
    const mine = own.findLast(({ mark }) => mark.startsWith(setMark(record, field, '')));
    if (mine && mine !== shown) {
      // What another window wrote comes after it where it was kept after it.
      const at = shown && Math.max(shown.made.number, seen.early.get(shown) ?? -1);
      const isLater = shown?.made.by.device === this.#by.device && at !== undefined && at > mine.made.number;
      if (!isLater && place < (mine.commits[0] ?? mine.goneWith ?? Infinity))
        this.#report(`flicker: ${what} after ${mine.mark} was written here`);
    }
    const last = seen.last.get(field);
    const floor = Math.max(seen.floors.get(field) ?? -1, last?.commits[0] ?? -1);
    if (place < floor) this.#report(`backwards: ${what} after it showed ${last?.mark ?? 'a later one'}`);
    seen.floors.set(field, place === Infinity ? floor : Math.max(place, floor));
    if (shown) seen.last.set(field, shown);
    else seen.last.delete(field);
  }

  #seeOperations(record: AnyRecord, own: readonly Effect[], seen: Seen): void {
    const marks = marksOf(record);
    for (const [mark, times] of marks) {
      const effect = isOperation(mark) ? this.#journal.effect(mark) : undefined;
      if (!effect) continue;
      if (times > 1) this.#report(`twice: ${mark} is shown ${times} times`);
      if (effect.commits.length === 0 && effect.made.by.device !== this.#by.device)
        this.#report(`phantom: ${mark} is shown, which was never committed`);
      seen.operations.set(effect, effect.made.retriedIn);
    }
    for (const effect of [...own.filter(isSeen), ...seen.operations.keys()]) {
      if (marks.has(effect.mark) || this.#journal.isUntagged(effect.mark)) continue;
      // It was undone here, and another window has sent it again since: that it did is yet to be heard.
      const isAgain = seen.operations.has(effect) && seen.operations.get(effect) !== effect.made.retriedIn;
      if (isUndone(effect.made) || isAgain) seen.operations.delete(effect);
      else this.#report(`flicker: ${effect.mark} is gone from what is shown`);
    }
  }
}

const isOperation = (mark: string): boolean => /^(line|tag|sum) /.test(mark);
/** Of an addition to a record that its writer did not see, the first look at it can't tell whether it is there already. */
const isSeen = ({ mark, ref, made }: Effect): boolean => isOperation(mark) && made.seen.has(refKey(ref));
const isUndone = ({ isDeclined, isDiscarded }: Effect['made']): boolean => isDeclined || isDiscarded;
