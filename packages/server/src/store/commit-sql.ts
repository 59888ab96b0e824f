import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Basis, MutationEntry, RecordChange, ReferringSet } from '@rapport/core/authority';
import { refKey, type AnyRecord, type Model, type RecordRef } from '@rapport/core/model';
import {
  recordToColumns,
  arrayLiteral,
  identifier,
  literal,
  type Statement,
  tableOf,
  type Table,
} from '../sql/index.ts';
import { byType, referringSql } from './read-sql.ts';

/** The channel on which a tenant's new position is told. */
export const feedChannel = 'rapport_feed';

/** What is kept of a mutation, and what that hangs on. */
export interface Kept {
  readonly entry: MutationEntry;
  /** Records that were not changed but must still be there. */
  readonly relied: readonly RecordRef[];
  /** What must be as it was read. */
  readonly basis: Basis;
}

/**
 * One statement that keeps what mutations did, all or nothing: records, tombstones, foreign ids, the memory of them, and the feed's entries. The feed's
 * position is taken last, once all the rest is written, so that the counter's lock is held for the commit alone.
 * It fails with 40001 where a record is no longer at the version that was decided on, or is gone, and with 23505 where an id is taken.
 * @param kept none of which changes a record that another one changes or was decided on.
 */
export function commitSql(model: Model, tenant: string, kept: readonly Kept[]): Statement {
  const entries = kept.map(({ entry }) => entry);
  const changes = entries.flatMap((entry) => entry.changes);
  const changed = new Set(changes.map(({ before, after }) => refKey((after ?? before) as AnyRecord)));
  const decidedOn = kept.flatMap(({ basis }) => basis.records).filter((record) => !changed.has(refKey(record)));
  const held = new Set(decidedOn.map(refKey));
  const writes = [
    ...recordWrites(model, tenant, changes),
    ...relyOn(
      model,
      tenant,
      kept.flatMap(({ relied }) => relied).filter((ref) => !changed.has(refKey(ref)) && !held.has(refKey(ref))),
    ),
    ...hold(model, tenant, decidedOn),
    ...kept.flatMap(({ basis }) => basis.referring).map((set) => countAgain(model, tenant, set)),
    ...externalIdWrites(tenant, changes),
  ];
  const memories = JSON.stringify(
    entries.map((entry) => ({ mutation: entry.mutation, digest: entry.digest, result: remembered(entry) })),
  );
  const remember = sql`remembered as (insert into rapport._memory (tenant, mutation, digest, result)
    select ${tenant}, m.mutation, m.digest, m.result from json_to_recordset(${memories}::json) m (mutation uuid, digest text, result json))`;
  if (changes.length === 0) return sql`with ${remember} select`;

  const named = writes.map((write, index) => sql`${raw(`w${index}`)} as (${write.sql})`);
  const expected = writes.reduce((sum, { rows }) => sum + rows, 0);
  const counted = writes.map((_, index) => raw(`(select count(*) from w${index})`));
  const fed = entries.filter((entry) => entry.changes.length > 0);
  const text = JSON.stringify(
    fed.map(({ mutation, command, actor, at, changes }) => ({ mutation, command, actor, at, changes })),
  );
  const count = String(fed.length);
  return sql`with ${join([...named, remember])},
    counter as (update rapport._tenant t set position = t.position + ${count}::bigint
      where t.tenant = ${tenant} and ${join(counted, ' + ')} = ${String(expected)}::bigint returning t.position),
    fed as (insert into rapport._feed (tenant, position, entry)
      select ${tenant}, c.position - ${count}::bigint + f.place, f.entry from counter c, json_array_elements(${text}::json) with ordinality f (entry, place))
    select rapport._require(c.position is not null), pg_notify(${feedChannel}, ${tenant} || ' ' || c.position) from (select) one left join counter c on true`;
}

/** Of a result only which records it named is asked for again: the records themselves are in their tables. */
function remembered({ result }: MutationEntry): unknown {
  if (!('written' in result)) return result;
  const written = result.written.map((one) =>
    'record' in one ? { record: { type: one.record.type, id: one.record.id } } : one,
  );
  return { id: result.id, status: result.status, written };
}

/** A write, and how many rows it must touch. */
interface Write {
  readonly sql: Sql;
  readonly rows: number;
}

function recordWrites(model: Model, tenant: string, changes: readonly RecordChange[]): readonly Write[] {
  const types = [...new Set(changes.map(({ before, after }) => (after ?? before)?.type ?? ''))].sort();
  return types.flatMap((type): Write[] => {
    const table = tableOf(model, type);
    const own = changes.filter(({ before, after }) => (after ?? before)?.type === type);
    const rows = (records: readonly AnyRecord[]): string =>
      JSON.stringify(
        records
          .map((record) => recordToColumns(model, tenant, record))
          .sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)),
      );
    const created = own.flatMap(({ before, after }) => (before === null && after ? [after] : []));
    const updated = own.flatMap(({ before, after }) => (before && after ? [after] : []));
    const deleted = own.flatMap(({ before, after }) => (after === null && before ? [before] : []));
    return [
      ...(created.length > 0 ? [{ rows: created.length, sql: insertSql(table, rows(created)) }] : []),
      ...(updated.length > 0 ? [{ rows: updated.length, sql: updateSql(table, rows(updated)) }] : []),
      ...(deleted.length > 0 ? deleteSql(table, tenant, deleted) : []),
    ];
  });
}

const columnList = (table: Table): string => table.columns.map(({ name }) => identifier(name)).join(', ');

function insertSql(table: Table, rows: string): Sql {
  return sql`insert into ${raw(`${table.name} (${columnList(table)})`)} select ${raw(columnList(table))} from json_populate_recordset(null::${raw(table.name)}, ${rows}::json) returning 1`;
}

function updateSql(table: Table, rows: string): Sql {
  const fixed = new Set(['tenant', 'id', 'type', 'created_at']);
  const assignments = table.columns
    .filter(({ name }) => !fixed.has(name))
    .map(({ name }) => `${identifier(name)} = s.${identifier(name)}`)
    .join(', ');
  return sql`update ${raw(table.name)} t set ${raw(assignments)} from json_populate_recordset(null::${raw(table.name)}, ${rows}::json) s
    where t.tenant = s.tenant and t.id = s.id and t.version = s.version - 1${raw(table.shared ? ' and t.type = s.type' : '')} returning 1`;
}

function deleteSql(table: Table, tenant: string, records: readonly AnyRecord[]): readonly Write[] {
  const ids = arrayLiteral(records.map(({ id }) => id));
  const versions = arrayLiteral(records.map(({ version }) => String(version)));
  const type = raw(literal(table.type));
  const gone = sql`unnest(${ids}::uuid[], ${versions}::bigint[]) s (id, version)`;
  return [
    {
      rows: records.length,
      sql: sql`delete from ${raw(table.name)} t using ${gone} where t.tenant = ${tenant} and t.id = s.id and t.version = s.version${table.shared ? sql` and t.type = ${type}` : sql``} returning 1`,
    },
    {
      rows: records.length,
      sql: sql`insert into rapport._tombstone (tenant, type, id, version) select ${tenant}, ${type}, s.id, s.version + 1 from ${gone} returning 1`,
    },
  ];
}

/** Keeps records from being deleted before the commit. */
function relyOn(model: Model, tenant: string, refs: readonly RecordRef[]): readonly Write[] {
  return byType(refs).map(([type, ids]) => {
    const table = tableOf(model, type);
    const own = table.shared ? sql` and r.type = ${raw(literal(type))}` : sql``;
    return {
      rows: ids.length,
      sql: sql`select 1 from ${raw(table.name)} r where r.tenant = ${tenant} and r.id = any(${arrayLiteral(ids)}::uuid[])${own} for key share`,
    };
  });
}

/** Keeps records from being changed before the commit, and finds those that have been. */
function hold(model: Model, tenant: string, records: readonly AnyRecord[]): readonly Write[] {
  const known = [...new Map(records.map((record) => [refKey(record), record])).values()];
  return [...Map.groupBy(known, ({ type }) => type)].sort().map(([type, own]) => {
    const table = tableOf(model, type);
    const [ids, versions] = [
      arrayLiteral(own.map(({ id }) => id)),
      arrayLiteral(own.map((one) => String(one.version))),
    ];
    return {
      rows: own.length,
      sql: sql`select 1 from ${raw(table.name)} r join unnest(${ids}::uuid[], ${versions}::bigint[]) s (id, version) on s.id = r.id and s.version = r.version
        where r.tenant = ${tenant}${raw(table.shared ? ` and r.type = ${literal(type)}` : '')} for share of r`,
    };
  });
}

/** Whether a set has as many records as it had. Those that it had are held: what is more has been added. */
function countAgain(model: Model, tenant: string, { type, field, id, count }: ReferringSet): Write {
  return {
    rows: 1,
    sql: sql`select 1 where (select count(*) ${referringSql(model, tenant, type, field, id)}) = ${String(count)}::bigint`,
  };
}

interface ExternalId {
  readonly type: string;
  readonly system: string;
  readonly externalId: string;
  readonly id: string;
}

function externalIdWrites(tenant: string, changes: readonly RecordChange[]): readonly Write[] {
  const listed = (record: AnyRecord | null): readonly ExternalId[] =>
    record === null
      ? []
      : Object.entries(record.externalIds).map(([system, externalId]) => ({
          type: record.type,
          system,
          externalId,
          id: record.id,
        }));
  const removed = changes.flatMap(({ before, after }) =>
    listed(before).filter(({ system, externalId }) => after?.externalIds[system] !== externalId),
  );
  const added = changes.flatMap(({ before, after }) =>
    listed(after).filter(({ system, externalId }) => before?.externalIds[system] !== externalId),
  );
  const rows = (
    ids: readonly ExternalId[],
  ): Sql => sql`unnest(${arrayLiteral(ids.map(({ type }) => type))}::text[], ${arrayLiteral(ids.map(({ system }) => system))}::text[],
    ${arrayLiteral(ids.map(({ externalId }) => externalId))}::text[], ${arrayLiteral(ids.map(({ id }) => id))}::uuid[]) s (type, system, external_id, id)`;
  return [
    ...(removed.length > 0
      ? [
          {
            rows: removed.length,
            sql: sql`delete from rapport._external_id t using ${rows(removed)} where t.tenant = ${tenant} and t.type = s.type and t.system = s.system and t.external_id = s.external_id and t.id = s.id returning 1`,
          },
        ]
      : []),
    ...(added.length > 0
      ? [
          {
            rows: added.length,
            sql: sql`insert into rapport._external_id (tenant, type, system, external_id, id) select ${tenant}, s.type, s.system, s.external_id, s.id from ${rows(added)} returning 1`,
          },
        ]
      : []),
  ];
}
