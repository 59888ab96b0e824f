import type { AnyRecord } from '@rapport/core';

/** A total order of records: what places a record is worked out once, and then compared often. Only a record and itself compare as 0. */
export interface Order<Place> {
  readonly placeOf: (record: AnyRecord) => Place;
  readonly compare: (a: Place, b: Place) => number;
}

/**
 * The top of an ordered set of records, as far down as it is known. `horizon` is the last place known: nothing below it is kept, since what else is
 * there can't be known; null when the whole set is. A change costs a binary search and a move inside one array.
 */
export class SortedWindow<Place> {
  readonly #order: Order<Place>;
  readonly #placeById = new Map<string, Place>();
  // Side by side: the records in order, and their places.
  readonly #records: AnyRecord[] = [];
  readonly #places: Place[] = [];
  #horizon: { readonly place: Place } | null = null;

  constructor(order: Order<Place>) {
    this.#order = order;
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
    const { placeOf, compare } = this.#order;
    this.#horizon = horizon && { place: placeOf(horizon) };
    const members = new Map<string, { readonly record: AnyRecord; readonly place: Place }>();
    for (const record of records) {
      const place = placeOf(record);
      if (this.#isKnown(place)) members.set(record.id, { record, place });
    }
    this.#placeById.clear();
    this.#records.length = this.#places.length = 0;
    for (const { record, place } of [...members.values()].sort((a, b) => compare(a.place, b.place))) {
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
    const place = this.#order.placeOf(record);
    if (!this.#isKnown(place)) return this.delete(record.id);
    const before = this.#placeById.get(record.id);
    this.#placeById.set(record.id, place);
    if (before === undefined) return this.#insert(record, place);
    const from = this.#lowerBound(before);
    if (this.#fits(place, from)) {
      if (this.#records[from] === record) return -1;
      this.#records[from] = record;
      this.#places[from] = place;
      return from;
    }
    this.#removeAt(from);
    return Math.min(from, this.#insert(record, place));
  }

  /** Takes a record out. Answers the index it had, or -1 where it was not there. */
  delete(id: string): number {
    const place = this.#placeById.get(id);
    if (place === undefined) return -1;
    const index = this.#lowerBound(place);
    this.#placeById.delete(id);
    this.#removeAt(index);
    return index;
  }

  #insert(record: AnyRecord, place: Place): number {
    const index = this.#lowerBound(place);
    this.#records.splice(index, 0, record);
    this.#places.splice(index, 0, place);
    return index;
  }

  #removeAt(index: number): void {
    this.#records.splice(index, 1);
    this.#places.splice(index, 1);
  }

  #isKnown(place: Place): boolean {
    return this.#horizon === null || this.#order.compare(place, this.#horizon.place) <= 0;
  }

  /** Whether a place is between the neighbours of an index. */
  #fits(place: Place, index: number): boolean {
    const { compare } = this.#order;
    const places = this.#places;
    return (index === 0 || compare(places[index - 1] as Place, place) < 0) && (index + 1 >= places.length || compare(place, places[index + 1] as Place) < 0);
  }

  /** The first index whose place does not come before this one. */
  #lowerBound(place: Place): number {
    const { compare } = this.#order;
    const places = this.#places;
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(places[middle] as Place, place) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
