import { LRUCache } from 'lru-cache';
import sql from 'sql-template-tag';
import { checkPolicy, defaultPolicy, type AccessPolicy, type RecordRules } from '@rapport/core/authority';
import { standardModel, type Instant, type Model, type NewId } from '@rapport/core/model';
import { pipelineRules } from '@rapport/core/pipeline';
import { migrate, pgliteDatabase, postgresDatabase, type Database } from '../sql/index.ts';
import { modelChannel, readExtension, writeExtension, type TenantModel } from './extension.ts';
import { Feed } from './feed.ts';
import { KnownFigures } from './known-figures.ts';
import { MutationTraffic } from './mutation-traffic.ts';
import { defaultRetention, pruneHistory, type Retention } from './prune-history.ts';

export interface StoreOptions {
  /** PostgreSQL by its address. */
  readonly databaseUrl?: string | undefined;
  /** Most connections to PostgreSQL at a time, those that listen apart. Default 10. */
  readonly connections?: number | undefined;
  /** Else: PostgreSQL in the process, with its data in a directory; in memory where none is named. */
  readonly dataDirectory?: string | undefined;
  readonly model?: Model | undefined;
  readonly policy?: AccessPolicy | undefined;
  /** What must hold of records beside the model. Default: `pipelineRules`. */
  readonly rules?: RecordRules | undefined;
  /** The present, in milliseconds since 1970-01-01T00:00Z. */
  readonly clock: () => number;
  readonly newId: NewId;
  /** The calendar of relative time where a query names none, and of policies. Default UTC. */
  readonly timeZone?: string | undefined;
  /** How much of the past is kept: 30 days and 1,000,000 mutations of each tenant, where it is not said. */
  readonly retention?: Partial<Retention> | undefined;
}

/** Where the server's records are kept. Open it once a process; `sqlBackend(store, actor)` is what one actor may do with it. */
export interface Store {
  readonly database: Database;
  readonly policy: AccessPolicy;
  readonly rules: RecordRules;
  readonly feed: Feed;
  readonly figures: KnownFigures;
  readonly timeZone: string;
  now(): Instant;
  trafficOf(tenant: string): MutationTraffic;
  /** A tenant's model, as it was last told. */
  modelOf(tenant: string): Promise<TenantModel>;
  /**
   * Changes what an organisation added to the model.
   * @throws InvalidInputError where the extension is malformed, does not fit, or takes away what records have values in.
   */
  extendModel(tenant: string, extension: unknown): Promise<TenantModel>;
  /** Lets go of the past that need not be kept, of the tenants that were worked for since the start. The store does so by itself each hour. */
  prune(): Promise<void>;
  close(): Promise<void>;
}

const hour = 3_600_000;

/**
 * Opens the database and brings it to what the model needs.
 * @throws InvalidInputError where the policy does not fit the model.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { model: base = standardModel, policy = defaultPolicy, rules = pipelineRules } = options;
  const { clock, newId, timeZone = 'UTC' } = options;
  const retention = { ...defaultRetention, ...options.retention };
  checkPolicy(base, policy);
  const database =
    options.databaseUrl === undefined
      ? await pgliteDatabase(options.dataDirectory)
      : postgresDatabase({
          url: options.databaseUrl,
          ...(options.connections === undefined ? {} : { connections: options.connections }),
        });
  try {
    await migrate(database, base);
    return await open();
  } catch (error) {
    await database.close();
    throw error;
  }

  async function open(): Promise<Store> {
    const models = new Map<string, Promise<TenantModel>>();
    const stop = await database.listen(modelChannel, (tenant) =>
      tenant === null ? models.clear() : models.delete(tenant),
    );
    const feed = new Feed(database);
    const traffic = new LRUCache<string, MutationTraffic>({ max: 1_000 });
    const tenants = new Set<string>();
    let pruning: Promise<void> | undefined;
    const closing = new AbortController();
    const pruneAll = async (): Promise<void> => {
      for (const tenant of tenants)
        if (!closing.signal.aborted) await pruneHistory(database, tenant, retention, closing.signal);
    };
    const prune = (): Promise<void> => (pruning ??= pruneAll().finally(() => (pruning = undefined)));
    // What fails is tried again an hour later.
    const timer = setInterval(() => void prune().catch(() => undefined), hour);
    timer.unref();
    const load = async (tenant: string): Promise<TenantModel> => {
      tenants.add(tenant);
      await database.query(
        tenant,
        sql`insert into rapport._tenant (tenant, epoch) values (${tenant}, ${newId()}) on conflict do nothing`,
      );
      return readExtension(database, base, tenant);
    };
    return {
      database,
      policy,
      rules,
      feed,
      figures: new KnownFigures(database),
      timeZone,
      now: () => new Date(clock()).toISOString(),
      trafficOf(tenant) {
        const known = traffic.get(tenant) ?? new MutationTraffic(database, tenant);
        traffic.set(tenant, known);
        return known;
      },
      modelOf(tenant) {
        let known = models.get(tenant);
        if (!known) {
          const loading = load(tenant);
          models.set(tenant, (known = loading));
          loading.catch(() => {
            if (models.get(tenant) === loading) models.delete(tenant);
          });
        }
        return known;
      },
      async extendModel(tenant, extension) {
        // The tenant may be new.
        await load(tenant);
        const changed = await writeExtension(database, base, tenant, extension);
        models.set(tenant, Promise.resolve(changed));
        return changed;
      },
      prune,
      async close() {
        closing.abort();
        clearInterval(timer);
        await pruning?.catch(() => undefined);
        await stop();
        await feed.close();
        await database.close();
      },
    };
  }
}
