import type { AnyRecord } from '@rapport/core';
import type { PlaceOf } from './place-of.ts';

/**
 * The top of an ordered set of records, as far down as it is known. `horizon` is the last place known: nothing below it is kept, since what else is
 * there can't be known; null when the whole set is. A change costs a binary search and a move inside one array.
 */
export class SortedWindow {
  readonly #placeOf: PlaceOf;
  readonly #placeById = new Map<string, string>();
  // Side by side: the records in order, and their places.
  readonly #records: AnyRecord[] = [];
  readonly #places: string[] = [];
  #horizon: string | null = null;

  constructor(placeOf: PlaceOf) {
    this.#placeOf = placeOf;
  }

  /** In order. Not to be changed, and not to be kept: it changes in place. */
  get records(): readonly AnyRecord[] {
    return this.#records;
  }

  get isComplete(): boolean {
    return this.#horizon === null;
  }

  has(id: string): boolean {
    return this.#placeById.has(id);
  }

  /** Starts again with these records, in any order; of two with one id the later one. Those below the horizon are left out. */
  reset(records: Iterable<AnyRecord>, horizon: AnyRecord | null): void {
    this.#horizon = horizon && this.#placeOf(horizon);
    const members = new Map<string, { readonly record: AnyRecord; readonly place: string }>();
    for (const record of records) {
      const place = this.#placeOf(record);
      if (this.#isKnown(place)) members.set(record.id, { record, place });
    }
    this.#placeById.clear();
    this.#records.length = this.#places.length = 0;
    for (const { record, place } of [...members.values()].sort((a, b) => (a.place < b.place ? -1 : 1))) {
      this.#placeById.set(record.id, place);
      this.#records.push(record);
      this.#places.push(place);
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
    const before = this.#placeById.get(record.id);
    if (before === place) {
      const index = this.#lowerBound(place);
      if (this.#records[index] === record) return -1;
      this.#records[index] = record;
      return index;
    }
    this.#placeById.set(record.id, place);
    const to = this.#lowerBound(place);
    if (before === undefined) {
      this.#records.splice(to, 0, record);
      this.#places.splice(to, 0, place);
      return to;
    }
    const from = this.#lowerBound(before);
    // Going down, it leaves a gap above itself.
    this.#move(from, from < to ? to - 1 : to, record, place);
    return Math.min(from, to);
  }

  // Moves what is in between, in place: taking out and putting in again by `splice` costs more than the search.
  #move(from: number, to: number, record: AnyRecord, place: string): void {
    const records = this.#records;
    const places = this.#places;
    const step = from < to ? 1 : -1;
    for (let index = from; index !== to; index += step) {
      records[index] = records[index + step] as AnyRecord;
      places[index] = places[index + step] as string;
    }
    records[to] = record;
    places[to] = place;
  }

  /** Takes a record out. Answers the index it had, or -1 where it was not there. */
  delete(id: string): number {
    const place = this.#placeById.get(id);
    if (place === undefined) return -1;
    this.#placeById.delete(id);
    const index = this.#lowerBound(place);
    this.#records.splice(index, 1);
    this.#places.splice(index, 1);
    return index;
  }

  #isKnown(place: string): boolean {
    return this.#horizon === null || place <= this.#horizon;
  }

  /** The first index whose place is not less than this one. */
  #lowerBound(place: string): number {
    const places = this.#places;
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((places[middle] as string) < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
