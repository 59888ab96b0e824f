import type { AnyRecord, BackendDescription, Change, ChangeMessage, RecordRef, Written } from '@rapport/core';
import type { LiveRequest } from '../client.ts';
import type { CacheImage, CachePreview, CacheStorage, KeptQuery } from '../device/index.ts';
import type { Environment } from '../environment.ts';
import type { AnsweredQuery, HereAnswer, Page, QueryPlan } from '../query/index.ts';
import { MessageRing, wantedKey, type Wanted } from '../tabs/index.ts';
import { answerEarly } from './answer-early.ts';
import { CachePen } from './cache-pen.ts';
import { KeptAnswers } from './kept-answers.ts';
import { isOrdered, KeptQueries, mostQueries, queryKey } from './kept-queries.ts';
import { KeptViews } from './kept-views.ts';
import { broughtBy, deletedSince, isOnPage, lateAnswer, leftOutBy, toldSince, type LateAnswer } from './late-answer.ts';
import { RecordImage } from './record-image.ts';

/** At most so many records are kept. */
const mostRecords = 200_000;

export interface QueryCacheOptions {
  readonly storage: CacheStorage;
  readonly environment: Pick<Environment, 'schedule' | 'clock'>;
  /** How a query without relative time is answered; undefined where that is not known yet, or it can't be. */
  readonly planOf: (request: LiveRequest) => QueryPlan | undefined;
  /** Hands a query to the window that keeps them. */
  readonly post: (answered: AnsweredHere) => void;
  /** More is wanted of the feed than before. */
  readonly wantsMore: () => void;
}

/** A query with its records, and the feed's cursor from which on they are listened for. */
export interface AnsweredHere {
  readonly at: string;
  readonly query: KeptQuery;
  readonly records: readonly AnyRecord[];
}

/**
 * What the backend said, as of a cursor: records, and the queries that they answer. Every window follows the feed's messages with it; the one that leads
 * writes it to the device. What a message does not follow on is not known to be right any more, and is forgotten.
 */
export class QueryCache {
  readonly #options: QueryCacheOptions;
  readonly #image = new RecordImage();
  readonly #queries = new KeptQueries();
  readonly #views = new KeptViews();
  readonly #answers: KeptAnswers;
  readonly #pen: CachePen;
  readonly #ring = new MessageRing();
  #cursor: string | null = null;
  /** Whether the backend knew nothing of a cursor any more. */
  #hasExpired = false;
  #description: BackendDescription | undefined;
  #isClosed = false;
  /** While the records are being read: what is known of them before, and what was told in the meantime, which waits until they are here. */
  #reading: { preview?: CachePreview; readonly later: (() => void)[] } | undefined;
  #opened: Promise<void> = Promise.resolve();

  constructor(options: QueryCacheOptions) {
    this.#options = options;
    const { storage, environment, planOf } = options;
    this.#answers = new KeptAnswers(this.#image, this.#queries, planOf);
    const present = () => ({ cursor: this.#cursor, queries: this.#queries.all });
    const views = () => this.#views.of(this.#queries.all, this.#image, planOf);
    this.#pen = new CachePen({ storage, environment, present, views });
  }

  /** What everything is as of. Null where nothing is known of the feed. */
  get cursor(): string | null {
    return this.#cursor;
  }

  get description(): BackendDescription | undefined {
    return this.#description;
  }

  /** What the kept queries want of the feed. */
  get wanted(): readonly Wanted[] {
    return this.#queries.all.flatMap(({ interest }) => interest ?? []);
  }

  known(type: string): Iterable<AnyRecord> {
    return this.#image.of(type);
  }

  record(ref: RecordRef): AnyRecord | undefined {
    return this.#image.get(ref);
  }

  /** Reads what the device keeps; resolves as soon as something can be answered from it. `leads`: this window is to keep it from now on. */
  open(leads: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#reading = { later: [] };
      const early = (preview: CachePreview): void => {
        this.#reading = { preview, later: [] };
        this.#adopt(preview);
        resolve();
      };
      const reading = leads ? this.#pen.take(early) : this.#options.storage.load(early);
      this.#opened = reading
        .catch((error: Error) => reject(error))
        .then((image) => this.#go(image ?? undefined))
        .then(resolve);
    });
  }

  /** This window leads from now on, or does no more. */
  async setLeads(leads: boolean): Promise<void> {
    if (!leads) return this.#pen.drop();
    await this.#opened;
    if (!this.#isClosed && !this.#pen.isHeld) this.#join(await this.#pen.take());
  }

  /** The feed is read from here. Where nothing leads there from where the records are, they are of no use. */
  follow(since: string): void {
    if (this.#cursor !== since || this.#reading?.later.length) this.#soon(() => this.#follow(since));
  }

  #follow(since: string): void {
    if (this.#cursor === since || (this.#cursor !== null && this.#ring.between(since, this.#cursor))) return;
    if (this.#queries.all.length > 0) this.#forget();
    this.#cursor = since;
    this.#pen.moved();
  }

  /**
   * A message of the feed; what it asks to look at again is named by what is wanted. One that does not follow is not for here, or was heard before.
   * @param listened The keys of what it tells all of.
   */
  hear(message: ChangeMessage, listened: ReadonlySet<string>): void {
    if (message.kind === 'reset' || message.from !== message.to || message.recheck)
      this.#soon(() => this.#hear(message, listened));
  }

  #hear(message: ChangeMessage, listened: ReadonlySet<string>): void {
    if (message.kind === 'reset') {
      this.#forget();
      this.#cursor = message.to;
      return;
    }
    const recheck = new Set(message.recheck);
    for (const query of recheck.size > 0 ? this.#queries.all : []) {
      if (query.members || !query.interest || !recheck.has(wantedKey(query.interest))) continue;
      this.#queries.delete(query);
      this.#pen.queries();
    }
    if (message.from !== this.#cursor || message.from === message.to) return;
    for (const change of message.changes) this.#take(change);
    this.#ring.add(message, listened);
    this.#cursor = message.to;
    this.#pen.moved();
  }

  /** The backend knows nothing of the cursor any more. */
  expire(): void {
    this.#soon(() => {
      this.#forget();
      this.#cursor = null;
      this.#hasExpired = true;
    });
  }

  /** What the backend said it can do. What was kept for another is forgotten. Answers whether it is another one. */
  describe(description: BackendDescription): boolean {
    const before = this.#description;
    this.#description = description;
    const isOther = before !== undefined && essence(before) !== essence(description);
    if (isOther || before === undefined)
      this.#soon(() => {
        if (isOther) this.#forget();
        this.#pen.describe(description);
      });
    return isOther;
  }

  /** The answer to a query, where it is kept or among one that is. While the records are being read, it may have to wait for them. */
  answer(request: LiveRequest, plan: QueryPlan, page: Page): HereAnswer | Promise<HereAnswer | undefined> | undefined {
    const { preview, later } = this.#reading ?? {};
    if (!later) return this.#answer(request, plan, page);
    const kept = this.#queries.get(request);
    if (kept) this.#queries.touch(kept, this.#options.environment.clock());
    // What was told since is not in the preview.
    const early = kept && preview && later.length === 0 ? answerEarly(preview, kept, request, plan, page) : undefined;
    return (early ?? Promise.resolve(undefined)).then(async (known) =>
      known ? { ...known, asOf: 0 } : this.#opened.then(() => this.#answer(request, plan, page)),
    );
  }

  #answer(request: LiveRequest, plan: QueryPlan, page: Page): HereAnswer | undefined {
    const source = this.#answers.sourceOf(request, plan, page);
    if (!source) return undefined;
    this.#queries.touch(source, this.#options.environment.clock());
    const answer = this.#answers.answer(source, request, plan, page, this.#cursor);
    this.#followSoon([{ ...source, request }]);
    return answer && { ...answer, asOf: this.#queries.askedAt(source) };
  }

  /** Keeps what the backend answered. */
  keep(answered: AnsweredQuery): void {
    this.#soon(() => this.#keep(answered));
  }

  #keep({ request, plan, answer, isMore, limit, members, at, since }: AnsweredQuery): void {
    const { records, complete, last, next, total } = answer;
    const isFollowed = isOrdered(plan) && !plan.nextChange && at !== null;
    const query: KeptQuery = {
      key: queryKey(request),
      request,
      limit,
      horizon: complete ? null : (last ?? null),
      next,
      total,
      usedAt: this.#options.environment.clock(),
      interest: plan.interest as Wanted,
      ...(isFollowed ? {} : { members: members() }),
    };
    if (isMore && !query.members && !this.#queries.get(request)) return;
    const answered = { at: at ?? this.#cursor ?? '', query, records };
    const isTaken = this.#enter(answered, plan, isMore, since);
    if (this.#pen.isHeld || at === null) return;
    if (!isMore || !isFollowed) return this.#options.post(answered);
    // Who keeps it may know of none of the pages before.
    if (isTaken)
      this.#options.post({ at: this.#cursor ?? '', query, records: this.#answers.records(query, plan, Infinity) });
  }

  /** Keeps what another window was answered, where all that happened since is known. */
  keepFor(answered: AnsweredHere): void {
    this.#soon(() => this.#keepFor(answered));
  }

  #keepFor({ at, query, records }: AnsweredHere): void {
    const plan = this.#options.planOf(query.request);
    if (!this.#pen.isHeld || !plan) return;
    this.#enter({ at, query, records }, plan, false, 0);
    this.#options.wantsMore();
  }

  /** Takes in what writes left. Resolves once it is on the device, or where another window sees to that. */
  async takeWritten(written: readonly Written[]): Promise<void> {
    await this.#opened;
    for (const one of written) {
      // A change to a record that is not here may be from before it went, and the answer that it is not in: the feed says what came later. So it does where nothing is known of it yet.
      const isUnsure =
        this.#cursor === null ||
        ('record' in one && !this.#image.get(one.record) && (one.record.version > 1 || this.#ring.isGone(one.record)));
      if (isUnsure) continue;
      this.#take('record' in one ? { op: 'put', record: one.record } : { op: 'delete', ...one.deleted });
    }
    await this.#pen.flush();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#pen.flush();
    this.#pen.drop();
  }

  /** Does it now or, while the records are being read, when they are here. */
  #soon(task: () => void): void {
    if (this.#reading) this.#reading.later.push(task);
    else task();
  }

  /** The records are here, or can't be had: what was put off is done. */
  #go(image: CacheImage | undefined): void {
    const { preview, later } = this.#reading ?? { later: [] };
    this.#reading = undefined;
    if (this.#isClosed) return this.#pen.drop();
    if (image) {
      if (!preview) this.#adopt(image);
      this.#fill(image);
    } else if (preview) this.#forget();
    for (const task of later) task();
  }

  #adopt({ cursor, description, queries }: CachePreview | CacheImage): void {
    this.#cursor = cursor;
    this.#description = description;
    for (const query of queries) if (query.interest && (query.members || cursor !== null)) this.#queries.set(query);
  }

  #fill({ records, views = [], queries }: CacheImage): void {
    for (const record of records) this.#image.put(record);
    for (const view of views) {
      const query = queries.find(({ key }) => key === view.key);
      if (query) this.#views.begin(query, view.records, view.horizon);
    }
    this.#followSoon(this.#queries.all);
  }

  /** Has what queries like these ask for found without a look at all records, from a quiet moment on. */
  #followSoon(queries: readonly Pick<KeptQuery, 'request' | 'members'>[]): void {
    for (const { request, members } of queries)
      if (!members && this.#image.isMany(request.type))
        this.#options.environment.schedule(0, () => this.#image.follow(request));
  }

  /** Goes on with what another window left on the device, which may be ahead of what is known here, or behind. */
  #join(left: CacheImage | undefined): void {
    if (this.#isClosed) return;
    // From before a cursor expired, what was left is older than what was known here.
    if (left && this.#cursor === null && !this.#hasExpired) {
      this.#adopt(left);
      return this.#fill(left);
    }
    const between =
      left && left.cursor !== null && this.#cursor !== null ? this.#ring.between(left.cursor, this.#cursor) : undefined;
    if (!left || !between) {
      this.#pen.clear();
      for (const record of this.#image.all()) this.#pen.put(record);
    } else {
      const stored = new RecordImage(left.records);
      const theirs = new RecordImage(left.records);
      for (const change of between.flatMap(({ message }) => message.changes)) theirs.take(change);
      // What belongs to a query that was followed here, and is not here, went while nobody told them.
      const isGone = (record: AnyRecord): boolean => !this.#image.get(record) && this.#answers.isFollowed(record);
      const known = [...theirs.all()].filter((record) => !isGone(record));
      for (const record of known) if (this.#image.put(record)) this.#views.put(record);
      for (const record of this.#image.all()) if (stored.get(record)?.version !== record.version) this.#pen.put(record);
      for (const record of stored.all()) if (!this.#image.get(record)) this.#pen.remove(record);
      // Whether all of their records were listened for since is not known here.
      for (const query of left.queries) {
        const seen = this.#queries.get(query.request) ? undefined : this.#answers.lastSeen(query);
        if (!seen) continue;
        this.#queries.set(seen, 0);
      }
    }
    if (this.#description) this.#pen.describe(this.#description);
    this.#bound();
    this.#pen.queries();
  }

  /**
   * Answers whether it is kept.
   * @param asOf When this window asked for it; 0: another one did.
   */
  #enter({ at, query, records }: AnsweredHere, plan: QueryPlan, isMore: boolean, asOf: number): boolean {
    // Nothing was followed before: from here on it is, or nobody can tell what came since.
    if (!query.members) this.#cursor ??= at;
    const since = this.#cursor === null ? [] : this.#ring.between(at, this.#cursor);
    const answer = lateAnswer(records, since, query.interest);
    // What is kept by name is as it was answered, whatever came since.
    if (!answer.isTold && !query.members) return false;
    for (const change of deletedSince(answer)) this.#take(change);
    if (!query.members) this.#strike(query, answer, plan, isMore);
    const isMissing = (record: AnyRecord): boolean => !this.#image.get(record) && this.#answers.isFollowed(record);
    for (const record of broughtBy(answer, isMissing)) this.#take({ op: 'put', record });
    const widest = this.#widest(query, plan);
    this.#queries.set(widest, widest === query && !isMore ? asOf : undefined);
    if (!isMore && !query.members) this.#views.begin(query, [...records, ...toldSince(answer)], query.horizon);
    this.#bound();
    this.#pen.queries();
    return true;
  }

  /** A window that was asked for anew takes nothing from a longer one that was followed since. */
  #widest(query: KeptQuery, plan: QueryPlan): KeptQuery {
    const { placeOf } = plan;
    const before = this.#queries.get(query.request);
    if (!before || before.members || query.members || !query.horizon || !placeOf) return query;
    if (before.horizon && placeOf(before.horizon) <= placeOf(query.horizon)) return query;
    const { horizon, next, limit } = before;
    return { ...query, horizon, next, limit };
  }

  /** What is not in an answer does not belong to its query any more; unless it is as of the cursor, which the answer is ahead of. */
  #strike({ key, horizon, request }: KeptQuery, answer: LateAnswer, plan: QueryPlan, isMore: boolean): void {
    const before = isMore ? this.#queries.all.find((one) => one.key === key)?.horizon : null;
    const isAskedFor = isOnPage(plan, before ?? null, horizon);
    const struck = leftOutBy(answer, this.#image.candidates(request), isAskedFor);
    for (const { type, id, version } of struck.filter((record) => !this.#answers.isFollowed(record)))
      this.#take({ op: 'evict', type, id, version });
  }

  #take(change: Change): void {
    if (!this.#image.take(change)) return;
    if (change.op === 'put') {
      this.#pen.put(change.record);
      this.#views.put(change.record);
    } else {
      this.#pen.remove(change);
      this.#views.remove(change);
    }
  }

  #forget(): void {
    this.#image.clear();
    this.#queries.clear();
    this.#views.clear();
    this.#ring.clear();
    this.#pen.clear();
  }

  /** Lets go of what was used least recently where there is too much, with the records that nothing else needs. */
  #bound(): void {
    let isDropped = false;
    while (this.#queries.all.length > mostQueries) isDropped = this.#queries.dropOldest();
    if (isDropped || this.#image.count > mostRecords) this.#sweep();
    while (this.#image.count > mostRecords && this.#queries.dropOldest()) this.#sweep();
  }

  #sweep(): void {
    const tests = new Map<string, ((record: AnyRecord) => boolean)[]>();
    for (const { request, members } of this.#queries.all) {
      const plan = members ? undefined : this.#options.planOf(request);
      const ids = new Set(members);
      const test = plan ? (record: AnyRecord) => plan.verdict(record) !== false : ({ id }: AnyRecord) => ids.has(id);
      tests.set(request.type, [...(tests.get(request.type) ?? []), test]);
    }
    for (const record of [...this.#image.all()]) {
      if (tests.get(record.type)?.some((holds) => holds(record))) continue;
      this.#take({ op: 'evict', type: record.type, id: record.id, version: record.version });
    }
  }
}

/** What a description says but for the time. */
function essence(description: BackendDescription): string {
  return JSON.stringify({ ...description, now: undefined });
}
