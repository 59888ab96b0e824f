import {
  applyPatch,
  BackendError,
  bindActor,
  compile,
  describeModel,
  defaultPolicy,
  runAggregate,
  runQuery,
  standardModel,
  toInstant,
  valueAt,
  type AnyRecord,
  type Backend,
  type BackendDescription,
  type Change,
  type ChangeMessage,
  type FilterContext,
  type Interest,
  type Mutation,
  type MutationResult,
  type Query,
  type Written,
} from '@rapport/core';

interface Logged {
  readonly type: string;
  readonly id: string;
  readonly before: AnyRecord | undefined;
  readonly after: AnyRecord | undefined;
  readonly version: number;
}

interface Reader {
  readonly interest: readonly Interest[] | undefined;
  readonly send: (message: ChangeMessage) => void;
  readonly fail: (error: unknown) => void;
  position: number;
}

/** A backend whose network a test holds in its hands: answers and messages wait until they are let through, and it can be taken down. */
export class ScriptedBackend implements Backend {
  readonly records = new Map<string, AnyRecord>();
  readonly log: Logged[] = [];
  readonly calls: string[] = [];
  readonly queries: Query[] = [];
  readonly pushes: (readonly Mutation[])[] = [];
  /** What the next push answers for a mutation, instead of applying it. */
  decide: (mutation: Mutation) => MutationResult | undefined = () => undefined;
  /** Fails a call by its name, where it gives an error. */
  failing: (call: string) => BackendError | undefined = () => undefined;
  description: Partial<BackendDescription> = {};
  /** Answers and messages wait to be let through. */
  isHolding = false;
  /** Who asks. */
  actor: { readonly user?: string } = {};
  now = Date.parse('2026-03-02T10:00:00.000Z');
  readonly #held: (() => void)[] = [];
  readonly #readers = new Set<Reader>();
  readonly #deleted = new Set<string>();
  readonly #done = new Map<string, MutationResult>();
  #isDown = false;

  get context(): FilterContext {
    const all = this.records;
    return {
      model: standardModel,
      now: toInstant(this.now),
      timeZone: 'Etc/UTC',
      resolve: ({ type, id }) => (all.get(id)?.type === type ? all.get(id) : undefined),
      referring: (type, field, id) =>
        [...all.values()].filter(
          (record) => record.type === type && valueAt(record, { at: 'root', name: field }) === id,
        ),
    };
  }

  get openStreams(): number {
    return this.#readers.size;
  }

  get interests(): readonly (readonly Interest[] | undefined)[] {
    return [...this.#readers].map(({ interest }) => interest);
  }

  /** Changes a record as somebody else would: the feed tells of it. An id that was deleted is not used again. */
  put(record: AnyRecord): void {
    if (this.#deleted.has(record.id)) return;
    const before = this.records.get(record.id);
    const after = { ...record, version: (before?.version ?? 0) + 1 };
    this.records.set(record.id, after);
    this.#commit({ type: record.type, id: record.id, before, after, version: after.version });
  }

  remove(id: string): void {
    const before = this.records.get(id);
    if (!before) return;
    this.records.delete(id);
    this.#deleted.add(id);
    this.#commit({ type: before.type, id, before, after: undefined, version: before.version + 1 });
  }

  goDown(): void {
    this.#isDown = true;
    for (const reader of this.#readers) reader.fail(new BackendError('offline', 'The network is gone.'));
  }

  comeUp(): void {
    this.#isDown = false;
  }

  /** Breaks the open streams, as a restarted server does. */
  breakStreams(): void {
    for (const reader of this.#readers) reader.fail(new BackendError('offline', 'The stream broke.'));
  }

  /** Sends a message that the log does not know. */
  send(message: ChangeMessage): void {
    for (const reader of this.#readers) reader.send(message);
  }

  get heldCount(): number {
    return this.#held.length;
  }

  /** Lets one held answer through, or all there are. */
  release(index = 0): void {
    this.#held.splice(index, 1)[0]?.();
  }

  releaseAll(): void {
    while (this.#held.length > 0) this.release();
  }

  async describe(): Promise<BackendDescription> {
    await this.#answer('describe');
    return {
      protocol: 1,
      name: 'scripted',
      types: describeModel(standardModel, defaultPolicy, 'admin'),
      extension: {},
      pathDepth: 4,
      paging: { maxLimit: 1_000, window: null, stable: true },
      total: 'exact',
      aggregates: true,
      concurrency: 'field',
      idempotent: true,
      atomic: true,
      feed: 'live',
      maxMutations: 100,
      rateLimit: null,
      timeZone: 'Etc/UTC',
      now: toInstant(this.now),
      ...this.description,
    };
  }

  async query(query: Query, options?: { signal?: AbortSignal | undefined }) {
    this.queries.push(query);
    const bound = query.where ? { ...query, where: bindActor(query.where, this.actor) } : query;
    const page = runQuery(
      [...this.records.values()].filter(({ type }) => type === query.type),
      bound,
      this.context,
    );
    const cursor = this.description.feed === 'none' ? null : String(this.log.length);
    await this.#answer('query', options?.signal);
    return { ...page, cursor };
  }

  async aggregate(query: Parameters<Backend['aggregate']>[0]) {
    await this.#answer('aggregate');
    return runAggregate(
      [...this.records.values()].filter(({ type }) => type === query.type),
      query,
      this.context,
    );
  }

  async get(refs: Parameters<Backend['get']>[0]) {
    await this.#answer('get');
    const records = refs.flatMap(({ name }) => ('id' in name ? (this.records.get(name.id) ?? []) : []));
    return { records, missing: [], redirects: [] };
  }

  async push(
    mutations: readonly Mutation[],
    options?: { signal?: AbortSignal | undefined },
  ): Promise<readonly MutationResult[]> {
    this.pushes.push(mutations);
    await this.#answer('push', options?.signal);
    const results = mutations.map((mutation) => this.#apply(mutation));
    await this.#answer('pushed', options?.signal);
    return results;
  }

  async *changes({ since, interest, signal }: Parameters<Backend['changes']>[0]): AsyncIterable<ChangeMessage> {
    this.calls.push('changes');
    if (this.#isDown) throw new BackendError('offline', 'The network is gone.');
    const failing = this.failing('changes');
    if (failing) throw failing;
    const queue: ChangeMessage[] = [];
    let wake = (): void => {};
    let failure: unknown;
    const reader: Reader = {
      interest,
      position: since === null ? this.log.length : Number(since),
      send: (message) => {
        queue.push(message);
        wake();
      },
      fail: (error) => {
        failure = error;
        wake();
      },
    };
    this.#readers.add(reader);
    signal.addEventListener('abort', () => wake());
    if (since === null)
      queue.push({ kind: 'changes', from: String(reader.position), to: String(reader.position), changes: [] });
    this.#tell(reader);
    try {
      for (;;) {
        if (signal.aborted) return;
        if (failure) throw failure;
        const message = queue.shift();
        if (message) yield message;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      this.#readers.delete(reader);
    }
  }

  async #answer(call: string, signal?: AbortSignal): Promise<void> {
    this.calls.push(call);
    if (this.isHolding) await new Promise<void>((resolve) => this.#held.push(resolve));
    if (this.#isDown) throw new BackendError('offline', 'The network is gone.');
    const failing = this.failing(call);
    if (failing) throw failing;
    signal?.throwIfAborted();
  }

  #apply(mutation: Mutation): MutationResult {
    const done = this.#done.get(mutation.id);
    if (done && 'written' in done) return { ...done, status: 'duplicate', written: done.written };
    const decided = this.decide(mutation);
    if (decided) return decided;
    const written: Written[] = [];
    for (const patch of mutation.patches) {
      const before = this.records.get(patch.id);
      const after = applyPatch(before ?? null, patch, { model: standardModel, now: mutation.at });
      if (after === before) continue;
      if (!after) {
        if (!before) return { id: mutation.id, status: 'refused', refusal: { ok: false, code: 'not-found' } };
        this.remove(patch.id);
        written.push({ deleted: { type: patch.type, id: patch.id, version: before.version + 1 } });
      } else {
        this.put(after);
        written.push({ record: this.records.get(patch.id) as AnyRecord });
      }
    }
    const result: MutationResult = { id: mutation.id, status: 'applied', written };
    this.#done.set(mutation.id, result);
    return result;
  }

  #commit(entry: Logged): void {
    this.log.push(entry);
    for (const reader of this.#readers) this.#tell(reader);
  }

  #tell(reader: Reader): void {
    for (; reader.position < this.log.length; reader.position += 1) {
      const entry = this.log[reader.position] as Logged;
      const wants = (record: AnyRecord | undefined): boolean =>
        record !== undefined &&
        (!reader.interest ||
          reader.interest.some(
            ({ type, where }) =>
              type === record.type && (!where || compile(bindActor(where, this.actor), type, this.context)(record)),
          ));
      const { type, id, version } = entry;
      const changes: Change[] =
        entry.after && wants(entry.after)
          ? [{ op: 'put', record: entry.after }]
          : wants(entry.before)
            ? [{ op: entry.after ? 'evict' : 'delete', type, id, version }]
            : [];
      reader.send({ kind: 'changes', from: String(reader.position), to: String(reader.position + 1), changes });
    }
  }
}
