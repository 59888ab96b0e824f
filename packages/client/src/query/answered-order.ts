import type { AnyRecord } from '@rapport/core';
import { packed, type PlaceOf } from './place-of.ts';
import type { WindowAnswer } from './read-window.ts';

/** The backend's own order, where only it can tell: each record stands where it was answered, any other behind them. */
export class AnsweredOrder {
  #ranks = new Map<string, number>();

  readonly placeOf: PlaceOf = ({ id }) => packed(this.#ranks.get(id) ?? Infinity) + id;

  /** Starts again with the first records there are. */
  restart(answer: WindowAnswer): void {
    this.#ranks.clear();
    this.extend(answer);
  }

  /** Goes on with the records below. */
  extend({ records, last }: WindowAnswer): void {
    for (const { id } of records) this.#ranks.set(id, this.#ranks.size);
    if (last && !records.some((record: AnyRecord) => record.id === last.id)) this.#ranks.set(last.id, this.#ranks.size);
  }
}
