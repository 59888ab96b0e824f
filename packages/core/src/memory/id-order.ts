import { compile } from '../filter/index.ts';
import type { AnyRecord, RecordId } from '../model/index.ts';
import { decodeCursor, defaultLimit, orderOf, type Query } from '../query/index.ts';
import type { RecordTables } from './record-tables.ts';
import type { Sight } from './sight.ts';

/** Ids in their order. What is added is put in its place when it is next asked for; what is deleted stays, and is passed over by who reads. */
export class IdOrder {
  #ids: RecordId[];
  #added: RecordId[] = [];

  constructor(ids: Iterable<RecordId>) {
    this.#ids = [...ids].sort();
  }

  add(id: RecordId): void {
    this.#added.push(id);
  }

  get ids(): readonly RecordId[] {
    if (this.#added.length === 0) return this.#ids;
    const added = this.#added.sort();
    this.#added = [];
    const last = this.#ids.at(-1);
    // Ids made in turn come at the end: the usual case.
    if (last === undefined || (added[0] ?? '') > last) for (const id of added) this.#ids.push(id);
    else this.#ids = merged(this.#ids, added);
    return this.#ids;
  }

  /** Where the first id behind this one stands. */
  placeBehind(id: RecordId): number {
    const { ids } = this;
    let [low, high] = [0, ids.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ids[middle] ?? '') <= id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function merged(left: readonly RecordId[], right: readonly RecordId[]): RecordId[] {
  const all: RecordId[] = [];
  let at = 0;
  for (const id of right) {
    for (let next = left[at]; next !== undefined && next < id; next = left[at]) {
      all.push(next);
      at += 1;
    }
    all.push(id);
  }
  for (; at < left.length; at += 1) all.push(left[at] ?? '');
  return all;
}

/**
 * The records that a page in the order of ids is made of, and one more, from behind the cursor on: to go through everything page by page costs no more
 * than to go through it once.
 */
export function recordsInIdOrder(tables: RecordTables, sight: Sight, query: Query): AnyRecord[] {
  const { type, where, after, limit = defaultLimit } = query;
  const order = tables.idOrder(type);
  const matches = compile(where ?? { and: [] }, type, sight.context);
  const [behind] = after === undefined ? [] : decodeCursor(query, orderOf(tables.model, type, undefined), after);
  const found: AnyRecord[] = [];
  for (
    let at = typeof behind === 'string' ? order.placeBehind(behind) : 0;
    at < order.ids.length && found.length <= limit;
    at += 1
  ) {
    const record = tables.get({ type, id: order.ids[at] ?? '' });
    if (record && sight.sees(record) && matches(record)) found.push(record);
  }
  return found;
}
