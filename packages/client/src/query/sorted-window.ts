import type { AnyRecord } from '@rapport/core';
import type { Holder, Member } from '../store/index.ts';
import { PlaceHeads } from './place-heads.ts';
import type { PlaceOf } from './place-of.ts';

/** A record of a window, for as long as it is one: who has it at hand need not find it, which costs more than what is done to it. */
export interface WindowMember extends Member {
  record: AnyRecord;
  place: string;
}

/**
 * The top of an ordered set of records, as far down as it is known. `horizon` is the last place known: nothing below it is kept, since what else is
 * there can't be known; null when the whole set is. A change costs a binary search and a move inside one array.
 */
export class SortedWindow {
  readonly #placeOf: PlaceOf;
  readonly #holder: Holder;
  #members = new Map<string, WindowMember>();
  // Side by side: the records in order, and how their places begin.
  #records: AnyRecord[] = [];
  readonly #heads = new PlaceHeads();
  /** Somebody keeps the list as it is: what changes next is a copy of it. A new list is also the one whose records move fastest. */
  #isTaken = false;
  #horizon: string | null = null;
  /** The first index that changed since somebody set it. */
  changedFrom = 0;

  /** @param holder Whose members the records are. */
  constructor(placeOf: PlaceOf, holder: Holder) {
    this.#placeOf = placeOf;
    this.#holder = holder;
  }

  /** In order. Not to be kept: it changes in place. */
  get records(): readonly AnyRecord[] {
    return this.#records;
  }

  get members(): ReadonlyMap<string, WindowMember> {
    return this.#members;
  }

  /** The first records, as a list that never changes. */
  top(count: number): readonly AnyRecord[] {
    if (count < this.#records.length) return this.#records.slice(0, count);
    this.#isTaken = true;
    return this.#records;
  }

  get isComplete(): boolean {
    return this.#horizon === null;
  }

  /** Starts again with these records, in any order; of two with one id the later one. Those below the horizon are left out. */
  reset(records: Iterable<AnyRecord>, horizon: AnyRecord | null): void {
    this.#horizon = horizon && this.#placeOf(horizon);
    const members = new Map<string, WindowMember>();
    for (const record of records) {
      const { id } = record;
      const place = this.#placeOf(record);
      if (this.#isKnown(place))
        members.set(id, Object.assign(this.#members.get(id) ?? { holder: this.#holder }, { record, place }));
    }
    this.#members = members;
    this.#records = [];
    this.#isTaken = false;
    this.changedFrom = 0;
    this.#heads.clear();
    for (const { record, place } of [...members.values()].sort((a, b) => (a.place < b.place ? -1 : 1))) {
      this.#heads.push(place);
      this.#records.push(record);
    }
  }

  /** Moves the horizon down, with the records up to it. */
  extend(records: Iterable<AnyRecord>, horizon: AnyRecord | null): void {
    this.reset([...this.#records, ...records], horizon);
  }

  /** Puts a record in its place, as the member it is or from here on. Answers that; undefined where there is no place for it. */
  put(record: AnyRecord, member = this.#members.get(record.id)): WindowMember | undefined {
    const place = this.#placeOf(record);
    if (!this.#isKnown(place)) return this.delete(member);
    // A new one comes from the end.
    const from = member ? this.#records.indexOf(member.record) : this.#records.length;
    let to = place === member?.place ? from : this.#lowerBound(place);
    // Going down, it leaves a gap above itself.
    if (from < to) to -= 1;
    if (!member) {
      member = { holder: this.#holder, record, place };
      this.#members.set(record.id, member);
      this.#heads.push(place);
    }
    member.record = record;
    member.place = place;
    const records = this.#from(Math.min(from, to));
    records.splice(from, 1);
    records.splice(to, 0, record);
    this.#heads.move(from, to, place);
    return member;
  }

  /** Takes a record out, if it is there. */
  delete(member: WindowMember | undefined): undefined {
    if (!member) return;
    const index = this.#records.indexOf(member.record);
    this.#members.delete(member.record.id);
    this.#from(index).splice(index, 1);
    this.#heads.delete(index);
  }

  /** The list, to be changed from an index on. */
  #from(index: number): AnyRecord[] {
    if (index < this.changedFrom) this.changedFrom = index;
    if (this.#isTaken) {
      this.#records = this.#records.slice();
      this.#isTaken = false;
    }
    return this.#records;
  }

  #isKnown(place: string): boolean {
    return this.#horizon === null || place <= this.#horizon;
  }

  /** The first index whose place is not less than this one. */
  #lowerBound(place: string): number {
    return this.#heads.lowerBound(
      place,
      (index) => (this.#members.get((this.#records[index] as AnyRecord).id) as WindowMember).place < place,
    );
  }
}
