import type { AnyRecord } from '@rapport/core';
import type { LiveRequest } from '../client.ts';
import type { KeptQuery } from '../device/index.ts';
import { answerHere, isAmong, isHere, type HereAnswer, type Page, type QueryPlan } from '../query/index.ts';
import { isOrdered, queryKey, type KeptQueries } from './kept-queries.ts';
import type { RecordImage } from './record-image.ts';

/** Answers queries from what is kept: the records, and the queries that say which of them are all there are. */
export class KeptAnswers {
  readonly #image: RecordImage;
  readonly #queries: KeptQueries;
  readonly #planOf: (request: LiveRequest) => QueryPlan | undefined;

  constructor(image: RecordImage, queries: KeptQueries, planOf: (request: LiveRequest) => QueryPlan | undefined) {
    this.#image = image;
    this.#queries = queries;
    this.#planOf = planOf;
  }

  /** The kept query that a page is answered from: the same, or one that is kept whole and whose records are all that this one asks for, and others. */
  sourceOf(request: LiveRequest, plan: QueryPlan, { after }: Page): KeptQuery | undefined {
    // Where the backend goes on, it knows alone.
    if (after !== null && !isHere(after)) return undefined;
    const same = this.#queries.get(request);
    if (same || !isOrdered(plan)) return same;
    const isAround = ({ request: { type, where }, horizon, members }: KeptQuery): boolean =>
      type === request.type && horizon === null && !members && isAmong(request.where, where);
    return this.#queries.all.find(isAround);
  }

  /** The answer from such a query, all of it as of the feed's cursor. */
  answer(
    source: KeptQuery,
    request: LiveRequest,
    plan: QueryPlan,
    page: Page,
    cursor: string | null,
  ): HereAnswer | undefined {
    if (source.members) return page.after === null ? this.#lastSeen(source, cursor) : undefined;
    if (!isOrdered(plan)) return undefined;
    const { horizon, next, total } =
      source.key === queryKey(request) ? source : { horizon: null, next: null, total: source.total };
    const answer = answerHere(plan, page, { records: this.#image.candidates(request), horizon, next, total, cursor });
    return { ...answer, isDue: isUncounted(request, page, horizon) };
  }

  /** What was answered last: there may be more by now, or less. */
  #lastSeen({ request: { type }, members = [], total }: KeptQuery, cursor: string | null): HereAnswer {
    const records = members.flatMap((id) => this.#image.get({ type, id }) ?? []);
    const all = { records, total, last: undefined, next: null, complete: true } as const;
    return { ...all, cursor, isHeard: false, isPartial: true, isDue: true };
  }

  /** The records of a query that is kept up, in order and down to its horizon: at most so many. */
  records(query: KeptQuery, plan: QueryPlan, limit: number): readonly AnyRecord[] {
    const { horizon, next, total, request } = query;
    const holding = { records: this.#image.candidates(request), horizon, next, total, cursor: null };
    return answerHere(plan, { limit, after: null }, holding).records;
  }

  /** A query as it was answered last, where it can't be kept up from here; undefined where that can't be told. */
  lastSeen(query: KeptQuery): KeptQuery | undefined {
    if (query.members) return query;
    const plan = this.#planOf(query.request);
    if (!plan || !isOrdered(plan)) return undefined;
    return { ...query, members: this.records(query, plan, query.limit).map(({ id }) => id) };
  }

  /** Whether changes to a record are listened for, as one of a kept query. */
  isFollowed(record: AnyRecord): boolean {
    return this.#queries.all.some(({ request, horizon, members }) => {
      const plan = members || request.type !== record.type ? undefined : this.#planOf(request);
      if (!plan?.placeOf || plan.verdict(record) !== true) return false;
      return horizon === null || plan.placeOf(record) <= plan.placeOf(horizon);
    });
  }
}

/** Whether it is asked how many there are, and they are not all here: what was counted once need not be true any more. */
export function isUncounted({ total }: LiveRequest, { after }: Page, horizon: AnyRecord | null): boolean {
  return Boolean(total) && after === null && horizon !== null;
}
