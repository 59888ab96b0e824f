import type { AnyRecord } from '@rapport/core';
import { PlaceHeads } from './place-heads.ts';
import type { PlaceOf } from './place-of.ts';

/**
 * The top of an ordered set of records, as far down as it is known. `horizon` is the last place known: nothing below it is kept, since what else is
 * there can't be known; null when the whole set is. A change costs a binary search and a move inside one array.
 */
export class SortedWindow {
  readonly #placeOf: PlaceOf;
  // A member keeps its entry for as long as it is one: finding it costs more than what is done to it.
  readonly #members = new Map<string, { place: string }>();
  // Side by side: the records in order, and how their places begin.
  #records: AnyRecord[] = [];
  readonly #heads = new PlaceHeads();
  /** Somebody keeps the list as it is: what changes next is a copy of it. A new list is also the one whose records move fastest. */
  #isTaken = false;
  #horizon: string | null = null;

  constructor(placeOf: PlaceOf) {
    this.#placeOf = placeOf;
  }

  /** In order. Not to be kept: it changes in place. */
  get records(): readonly AnyRecord[] {
    return this.#records;
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

  has(id: string): boolean {
    return this.#members.has(id);
  }

  /** Starts again with these records, in any order; of two with one id the later one. Those below the horizon are left out. */
  reset(records: Iterable<AnyRecord>, horizon: AnyRecord | null): void {
    this.#horizon = horizon && this.#placeOf(horizon);
    const members = new Map<string, { readonly record: AnyRecord; readonly place: string }>();
    for (const record of records) {
      const place = this.#placeOf(record);
      if (this.#isKnown(place)) members.set(record.id, { record, place });
    }
    this.#members.clear();
    this.#records = [];
    this.#isTaken = false;
    this.#heads.clear();
    for (const { record, place } of [...members.values()].sort((a, b) => (a.place < b.place ? -1 : 1))) {
      this.#members.set(record.id, { place });
      this.#heads.insert(this.#records.length, place);
      this.#records.push(record);
    }
  }

  /** Moves the horizon down, with the records up to it. */
  extend(records: Iterable<AnyRecord>, horizon: AnyRecord | null): void {
    this.reset([...this.#records, ...records], horizon);
  }

  /** Puts a record in its place. Answers the first index that changed, or -1 for none. */
  put(record: AnyRecord): number {
    const place = this.#placeOf(record);
    if (!this.#isKnown(place)) return this.delete(record.id);
    const member = this.#members.get(record.id);
    if (member?.place === place) {
      const index = this.#lowerBound(place);
      if (this.#records[index] === record) return -1;
      this.#own()[index] = record;
      return index;
    }
    const to = this.#lowerBound(place);
    if (!member) {
      this.#members.set(record.id, { place });
      this.#own().splice(to, 0, record);
      this.#heads.insert(to, place);
      return to;
    }
    const from = this.#lowerBound(member.place);
    member.place = place;
    // Going down, it leaves a gap above itself.
    this.#move(from, from < to ? to - 1 : to, record, place);
    return Math.min(from, to);
  }

  // Moves what is in between, in place: taking out and putting in again by `splice` costs more than the search.
  #move(from: number, to: number, record: AnyRecord, place: string): void {
    const records = this.#own();
    const step = from < to ? 1 : -1;
    for (let index = from; index !== to; index += step) records[index] = records[index + step] as AnyRecord;
    records[to] = record;
    this.#heads.move(from, to, place);
  }

  /** Takes a record out. Answers the index it had, or -1 where it was not there. */
  delete(id: string): number {
    const member = this.#members.get(id);
    if (!member) return -1;
    const index = this.#lowerBound(member.place);
    this.#members.delete(id);
    this.#own().splice(index, 1);
    this.#heads.delete(index);
    return index;
  }

  /** The list, to be changed. */
  #own(): AnyRecord[] {
    if (this.#isTaken) {
      this.#records = this.#records.slice();
      this.#isTaken = false;
    }
    return this.#records;
  }

  #isKnown(place: string): boolean {
    return this.#horizon === null || place <= this.#horizon;
  }

  #placeAt(index: number): string {
    return this.#members.get((this.#records[index] as AnyRecord).id)?.place as string;
  }

  /** The first index whose place is not less than this one. */
  #lowerBound(place: string): number {
    return this.#heads.lowerBound(place, (index) => this.#placeAt(index) < place);
  }
}
