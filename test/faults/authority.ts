import type { Actor, AnyRecord, Backend, BackendDescription, Instant, MutationEntry } from '@rapport/core';
import { defaultPolicy, standardModel } from '@rapport/core';
import { ChangeLog, memoryStorage, RecordTables, tableBackend, type TableStore } from '@rapport/core/memory';
import { pipelineRules } from '@rapport/core/pipeline';
import type { Journal } from './journal.ts';
import type { Scheduler } from './scheduler.ts';

/** The real authority over records in memory, with what it commits written into the journal. */
export class Authority {
  readonly tables: RecordTables;
  readonly #log: ChangeLog;
  readonly #store: TableStore;
  /** What it can do does not change. */
  #description: Promise<BackendDescription> | undefined;
  /** How many commits there were at each cursor. */
  readonly #commitsAt = new Map<string, number>();

  /** @param keep So many changes the feed remembers: who was away for longer has to read everything again. */
  constructor(options: { records: readonly AnyRecord[]; keep: number; scheduler: Scheduler; journal: Journal }) {
    const { records, keep, scheduler, journal } = options;
    this.tables = new RecordTables(standardModel, records);
    this.#log = new ChangeLog('history', { keep });
    this.#commitsAt.set(this.#log.cursor(), 0);
    const storage = memoryStorage(this.tables, this.#log);
    this.#store = {
      name: 'authority',
      model: standardModel,
      extension: {},
      policy: defaultPolicy,
      rules: pipelineRules,
      clock: () => scheduler.now,
      timeZone: 'Etc/UTC',
      storage: {
        transaction: async (work) => {
          let committed: MutationEntry | undefined;
          const answer = await storage.transaction((transaction) =>
            work({
              ...transaction,
              commit: async (entry, basis) => {
                await transaction.commit(entry, basis);
                committed = entry;
              },
            }),
          );
          if (committed) journal.commit(committed.mutation, committed.changes);
          this.#commitsAt.set(this.#log.cursor(), journal.commits.length);
          return answer;
        },
      },
      open: async () => ({ tables: this.tables, log: this.#log }),
    };
  }

  backendFor(actor: Actor): Backend {
    const backend = tableBackend(this.#store, actor);
    return {
      ...backend,
      describe: async () => ({ ...(await (this.#description ??= backend.describe())), now: this.#now }),
    };
  }

  get #now(): Instant {
    return new Date(this.#store.clock()).toISOString();
  }

  /** Forgets what happened: every cursor there is becomes too old. */
  cutHistory(): void {
    const commits = this.#commitsAt.get(this.#log.cursor()) ?? 0;
    this.#log.restart(this.#log.position + 1);
    this.#commitsAt.set(this.#log.cursor(), commits);
  }

  /** How many commits a cursor stands behind. */
  commitsAt(cursor: string): number | undefined {
    return this.#commitsAt.get(cursor);
  }
}
