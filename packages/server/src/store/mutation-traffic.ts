import { refKey, type AnyRecord, type Model } from '@rapport/core/model';
import type { MutationEntry } from '@rapport/core/authority';
import type { Database } from '../sql/index.ts';
import { Batches } from './batches.ts';
import { commitSql, type Kept } from './commit-sql.ts';
import { addFound, nothingFound, readSql, type Found, type Wanted } from './read-sql.ts';

/** What a mutation that was decided without locks asks to be kept. */
export interface Commit extends Kept {
  readonly model: Model;
}

interface Reading {
  readonly model: Model;
  readonly wanted: Wanted;
}

const most = 64;

/**
 * The reads and commits of one tenant's mutations. Those that come at the same time share a statement, and so a transaction and its way to the disk: the
 * feed's counter lets one commit through at a time anyway.
 */
export class MutationTraffic {
  readonly #database: Database;
  readonly #tenant: string;
  readonly #reads: Batches<Reading, Found>;
  readonly #commits: Batches<Commit, void>;

  constructor(database: Database, tenant: string) {
    this.#database = database;
    this.#tenant = tenant;
    this.#reads = new Batches((readings) => this.#readAll(readings), most);
    this.#commits = new Batches((commits) => this.#commitAll(commits), most);
  }

  /** What a mutation names, as it stands; perhaps with what others asked for. */
  read(model: Model, wanted: Wanted): Promise<Found> {
    return this.#reads.add({ model, wanted });
  }

  /** Keeps what a mutation did. Rejects with PostgreSQL's error, 40001 where what it was decided on has changed. */
  commit(commit: Commit): Promise<void> {
    return this.#commits.add(commit);
  }

  async #readAll(readings: readonly Reading[]): Promise<readonly PromiseSettledResult<Found>[]> {
    const groups = Map.groupBy(readings, ({ model }) => model);
    const found = new Map<Model, Found>();
    for (const [model, own] of groups) {
      const wanted: Wanted = {
        refs: own.flatMap((one) => one.wanted.refs),
        mutations: own.flatMap((one) => one.wanted.mutations),
        externals: own.flatMap((one) => one.wanted.externals ?? []),
      };
      const answer = nothingFound();
      addFound(model, await this.#database.query(this.#tenant, readSql(model, this.#tenant, wanted)), answer);
      found.set(model, answer);
    }
    return readings.map(({ model }) => {
      const { records, remembered, owners } = found.get(model) as Found;
      return {
        status: 'fulfilled',
        value: { records: new Map(records), remembered: new Map(remembered), owners: new Map(owners) },
      };
    });
  }

  async #commitAll(commits: readonly Commit[]): Promise<readonly PromiseSettledResult<void>[]> {
    const [first] = commits;
    if (!first) return [];
    if (commits.length > 1 && fitTogether(commits)) {
      const together = await settled(this.#send(commits));
      if (together.status === 'fulfilled') return commits.map(() => together);
    }
    // One of them can't be kept: each by itself, to see which.
    const results: PromiseSettledResult<void>[] = [];
    for (const commit of commits) results.push(await settled(this.#send([commit])));
    return results;
  }

  async #send(commits: readonly Commit[]): Promise<void> {
    const [first] = commits;
    if (!first) return;
    await this.#database.query(this.#tenant, commitSql(first.model, this.#tenant, commits));
  }
}

/** Whether mutations can be kept by one statement: they are of one model, none touches what another does, and none changes what another was decided on. */
function fitTogether(commits: readonly Commit[]): boolean {
  const [first] = commits;
  const changed = commits.flatMap(({ entry }) =>
    entry.changes.map(({ before, after }) => refKey((after ?? before) as AnyRecord)),
  );
  const mutations = commits.map(({ entry }) => entry.mutation);
  const types = (entry: MutationEntry): readonly string[] =>
    entry.changes.map(({ before, after }) => (after ?? before)?.type ?? '');
  const isContested = commits.some(({ basis }, index) => {
    const read = new Set([...basis.records, ...basis.referring].map(({ type }) => type));
    return (
      read.size > 0 &&
      commits.some(({ entry }, other) => other !== index && types(entry).some((type) => read.has(type)))
    );
  });
  return (
    !isContested &&
    commits.every(({ model }) => model === first?.model) &&
    new Set(changed).size === changed.length &&
    new Set(mutations).size === mutations.length
  );
}

const settled = (promise: Promise<void>): Promise<PromiseSettledResult<void>> =>
  promise.then(
    () => ({ status: 'fulfilled', value: undefined }),
    (reason: unknown) => ({ status: 'rejected', reason }),
  );
