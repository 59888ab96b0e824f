import sql, { raw } from 'sql-template-tag';
import type {
  AuthorityTransaction,
  Basis,
  MutationEntry,
  RememberedMutation,
  Tombstone,
} from '@rapport/core/authority';
import { refKey, type AnyRecord, type Model, type RecordId, type RecordRef } from '@rapport/core/model';
import { type Session, recordFromColumns } from '../sql/index.ts';
import { commitSql } from './commit-sql.ts';
import type { MutationTraffic } from './mutation-traffic.ts';
import { addFound, byType, externalKey, lockSql, readSql, referringSql, type Found } from './read-sql.ts';

export interface MutationTransactionOptions {
  readonly model: Model;
  readonly tenant: string;
  readonly session: Session;
  /** Where given, nothing is locked, and the commit, which goes this way, fails where what was read has changed since. Else what is read is locked. */
  readonly traffic?: MutationTraffic;
  /** What was read ahead. */
  readonly found: Found;
  /** What was looked for ahead: what of it is not in `found` is not there. */
  readonly looked: {
    readonly refs: ReadonlySet<string>;
    readonly mutations: ReadonlySet<RecordId>;
    readonly externals: ReadonlySet<string>;
  };
}

/**
 * What an authority works with, over SQL. Reads are kept; the commit is one statement. Where it does not lock, the commit holds only if every record that
 * is changed is still at the version that was read, and every other that was read is still there.
 */
export class MutationTransaction implements AuthorityTransaction {
  readonly #options: MutationTransactionOptions;
  readonly #read = new Map<string, AnyRecord | Tombstone>();

  constructor(options: MutationTransactionOptions) {
    this.#options = options;
  }

  async load(refs: readonly RecordRef[]): Promise<ReadonlyMap<string, AnyRecord | Tombstone>> {
    const { model, tenant, session, traffic, found, looked } = this.#options;
    const locking = traffic === undefined;
    const wanted = locking ? refs : refs.filter((ref) => !looked.refs.has(refKey(ref)));
    if (wanted.length > 0) {
      // What others commit while this waits for a lock is seen by the statement after.
      if (locking) for (const [type, ids] of byType(wanted)) await session.query(lockSql(model, tenant, type, ids));
      addFound(model, await session.query(readSql(model, tenant, { refs: wanted, mutations: [] })), found);
    }
    for (const ref of refs) {
      const record = found.records.get(refKey(ref));
      if (record) this.#read.set(refKey(ref), record);
    }
    return this.#read;
  }

  async findExternal(type: string, system: string, externalId: string): Promise<RecordId | undefined> {
    const { tenant, session, found, looked } = this.#options;
    const key = externalKey({ type, system, externalId });
    if (looked.externals.has(key)) return found.owners.get(key);
    const rows = await session.query(
      sql`select id from rapport._external_id where tenant = ${tenant} and type = ${type} and system = ${system} and external_id = ${externalId}`,
    );
    return rows[0]?.[0] ?? undefined;
  }

  async referring(type: string, field: string, id: RecordId): Promise<readonly AnyRecord[]> {
    const { model, tenant, session, traffic } = this.#options;
    const rows = await session.query(
      sql`select row_to_json(r) ${referringSql(model, tenant, type, field, id)} order by r.id ${raw(traffic ? '' : 'for update')}`,
    );
    return rows.map(([text]) =>
      recordFromColumns(model, type, JSON.parse(text ?? '{}') as Readonly<Record<string, unknown>>),
    );
  }

  async recall(mutation: RecordId): Promise<RememberedMutation | undefined> {
    const { model, tenant, session, found, looked } = this.#options;
    if (!looked.mutations.has(mutation))
      addFound(model, await session.query(readSql(model, tenant, { refs: [], mutations: [mutation] })), found);
    return found.remembered.get(mutation);
  }

  async commit(entry: MutationEntry, basis: Basis): Promise<void> {
    const { model, tenant, session, traffic } = this.#options;
    const known = new Set([
      ...entry.changes.map(({ before, after }) => (after ?? before) && refKey((after ?? before) as AnyRecord)),
      ...basis.records.map(refKey),
    ]);
    const relied =
      traffic === undefined || entry.changes.length === 0
        ? []
        : [...this.#read].filter(([key, record]) => !known.has(key) && !isGone(record)).map(([, record]) => record);
    if (traffic) await traffic.commit({ model, entry, relied, basis });
    else await session.query(commitSql(model, tenant, [{ entry, relied, basis }]));
  }
}

const isGone = (record: AnyRecord | Tombstone): record is Tombstone =>
  'deleted' in record && record.deleted === true && !('externalIds' in record);
