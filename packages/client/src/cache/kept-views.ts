import type { AnyRecord } from '@rapport/core';
import type { LiveRequest } from '../client.ts';
import type { KeptQuery, KeptView } from '../device/index.ts';
import { answerHere, type HereAnswer, type QueryPlan } from '../query/index.ts';
import { isOrdered } from './kept-queries.ts';
import type { RecordImage } from './record-image.ts';

/** So many records of one query, and of all of them, are kept apart at most. */
const mostOfOne = 1_000;
const mostOfAll = 5_000;

interface View {
  readonly type: string;
  /** All there are of the query down to the horizon are among these. */
  readonly ids: Set<string>;
  readonly horizon: AnyRecord | null;
  /** As it was told last. */
  readonly kept: KeptView | undefined;
  /** Whether it may say something else by now. */
  isChanged: boolean;
}

/** The first records of each kept query, followed by what changes, so that they need never be looked for among all. */
export class KeptViews {
  readonly #views = new Map<string, View>();

  /** Begins with all there are of a query down to a record; null: with all there are. */
  begin(query: KeptQuery, records: Iterable<AnyRecord>, horizon: AnyRecord | null): void {
    const ids = new Set(Array.from(records, ({ id }) => id));
    this.#views.set(query.key, { type: query.request.type, ids, horizon, kept: undefined, isChanged: true });
  }

  put({ type, id }: AnyRecord): void {
    for (const view of this.#views.values()) {
      if (view.type !== type) continue;
      view.ids.add(id);
      view.isChanged = true;
    }
  }

  remove({ type, id }: { readonly type: string; readonly id: string }): void {
    for (const view of this.#views.values()) if (view.type === type && view.ids.has(id)) view.isChanged = true;
  }

  clear(): void {
    this.#views.clear();
  }

  /** What is to be kept: of the queries that were used last, as far as there is room. */
  of(
    queries: readonly KeptQuery[],
    image: RecordImage,
    planOf: (request: LiveRequest) => QueryPlan | undefined,
  ): readonly KeptView[] {
    const keys = new Set(queries.map(({ key }) => key));
    for (const key of this.#views.keys()) if (!keys.has(key)) this.#views.delete(key);
    const views: KeptView[] = [];
    let room = mostOfAll;
    for (const query of queries.toSorted((a, b) => b.usedAt - a.usedAt)) {
      const view = query.members ? undefined : this.#views.get(query.key);
      const plan = view && planOf(query.request);
      if (!view || !plan || !isOrdered(plan)) continue;
      const kept = view.kept && !view.isChanged ? view.kept : this.#tell(query, view, plan, image);
      room -= kept.records.length;
      if (room < 0) break;
      views.push(kept);
    }
    return views;
  }

  #tell(query: KeptQuery, view: View, plan: QueryPlan, image: RecordImage): KeptView {
    const { key, request, total } = query;
    const { type, limit = query.limit } = request;
    const page = { limit: Math.min(limit, mostOfOne), after: null };
    const top = (records: Iterable<AnyRecord>, horizon: AnyRecord | null): HereAnswer =>
      answerHere(plan, page, { records, horizon, next: null, total, cursor: null });
    const among = Array.from(view.ids, (id) => image.get({ type, id })).filter((record) => record !== undefined);
    let found = top(among, view.horizon);
    // So many have left that it is made anew.
    if (found.records.length < page.limit / 2 && !isSamePlace(view.horizon, query.horizon, plan))
      found = top(image.candidates(request), query.horizon);
    const { records } = found;
    const horizon = found.last ?? null;
    const { kept } = view;
    const isSame =
      kept?.horizon === horizon &&
      kept.records.length === records.length &&
      kept.records.every((record, index) => record === records[index]);
    const told = isSame ? kept : { key, records, horizon };
    this.#views.set(key, { type, ids: new Set(records.map(({ id }) => id)), horizon, kept: told, isChanged: false });
    return told;
  }
}

/** Whether two windows go down to the same place. Null: to the end. */
export function isSamePlace(one: AnyRecord | null, other: AnyRecord | null, { placeOf }: QueryPlan): boolean {
  return one === other || (one !== null && other !== null && placeOf?.(one) === placeOf?.(other));
}
