import sql, { join, raw, type Sql } from 'sql-template-tag';
import { fieldPath, refKey, type AnyRecord, type Model, type RecordId, type RecordRef } from '@rapport/core/model';
import type { RememberedMutation, Tombstone } from '@rapport/core/authority';
import { recordFromColumns, arrayLiteral, literal, placeOf, type Row, type Statement, tableOf } from '../sql/index.ts';

/** What a mutation wants to know before it decides. */
export interface Wanted {
  readonly refs: readonly RecordRef[];
  readonly mutations: readonly RecordId[];
  readonly externals?: readonly ExternalName[];
}

/** A record's name in a foreign system. */
export interface ExternalName {
  readonly type: string;
  readonly system: string;
  readonly externalId: string;
}

export const externalKey = ({ type, system, externalId }: ExternalName): string => `${type}\n${system}\n${externalId}`;

/** What was found of it. What is in neither map is not there. */
export interface Found {
  readonly records: Map<string, AnyRecord | Tombstone>;
  readonly remembered: Map<RecordId, RememberedMutation>;
  /** Who has a foreign id, by `externalKey`. */
  readonly owners: Map<string, RecordId>;
}

export const nothingFound = (): Found => ({ records: new Map(), remembered: new Map(), owners: new Map() });

/** One statement that reads records of any types, the tombstones of those that are gone, and what is remembered of mutations. */
export function readSql(model: Model, tenant: string, { refs, mutations, externals = [] }: Wanted): Statement {
  const parts: Sql[] = byType(refs).map(([type, ids]) => recordsSql(model, tenant, type, ids, sql``));
  if (refs.length > 0) {
    parts.push(sql`select '_tombstone', json_build_object('type', d.type, 'id', d.id, 'version', d.version) from rapport._tombstone d
      where d.tenant = ${tenant} and d.id = any(${arrayLiteral(refs.map(({ id }) => id))}::uuid[]) and d.type = any(${arrayLiteral(byType(refs).map(([type]) => type))}::text[])`);
  }
  if (mutations.length > 0) {
    parts.push(sql`select '_memory', json_build_object('mutation', m.mutation, 'digest', m.digest, 'result', m.result) from rapport._memory m
      where m.tenant = ${tenant} and m.mutation = any(${arrayLiteral(mutations)}::uuid[])`);
  }
  if (externals.length > 0) {
    const column = (name: keyof ExternalName): Sql =>
      sql`${arrayLiteral(externals.map((external) => external[name]))}::text[]`;
    parts.push(sql`select '_owner', json_build_object('type', e.type, 'system', e.system, 'externalId', e.external_id, 'id', e.id) from rapport._external_id e
      join unnest(${column('type')}, ${column('system')}, ${column('externalId')}) n (type, system, external_id)
        on n.type = e.type and n.system = e.system and n.external_id = e.external_id
      where e.tenant = ${tenant}`);
  }
  return join(parts, ' union all ');
}

/** Locks records until the end of the transaction, in the order of their keys. */
export function lockSql(model: Model, tenant: string, type: string, ids: readonly RecordId[]): Statement {
  return sql`select from (${recordsSql(model, tenant, type, ids, sql`order by r.id for update`)}) locked`;
}

function recordsSql(model: Model, tenant: string, type: string, ids: readonly RecordId[], end: Sql): Sql {
  const table = tableOf(model, type);
  const own = table.shared ? raw(` and r.type = ${literal(type)}`) : sql``;
  return sql`select ${raw(literal(type))}, row_to_json(r) from ${raw(table.name)} r where r.tenant = ${tenant} and r.id = any(${arrayLiteral(ids)}::uuid[])${own} ${end}`;
}

/** Ids by type, in the order of the types. */
export function byType(refs: readonly RecordRef[]): readonly (readonly [type: string, ids: readonly RecordId[]])[] {
  const types = [...new Set(refs.map(({ type }) => type))].sort();
  return types.map((type) => [type, [...new Set(refs.filter((ref) => ref.type === type).map(({ id }) => id))].sort()]);
}

/** Adds what `readSql` found to what is known already. */
export function addFound(model: Model, rows: readonly Row[], found: Found): void {
  for (const [kind, text] of rows) {
    const columns = JSON.parse(text ?? '{}') as Readonly<Record<string, unknown>>;
    if (kind === '_tombstone') {
      const tombstone: Tombstone = {
        deleted: true,
        type: String(columns.type),
        id: String(columns.id),
        version: Number(columns.version),
      };
      found.records.set(refKey(tombstone), tombstone);
    } else if (kind === '_owner') {
      const name = {
        type: String(columns.type),
        system: String(columns.system),
        externalId: String(columns.externalId),
      };
      found.owners.set(externalKey(name), String(columns.id));
    } else if (kind === '_memory') {
      found.remembered.set(String(columns.mutation), {
        digest: String(columns.digest),
        result: columns.result as RememberedMutation['result'],
      });
    } else if (kind != null) {
      const record = recordFromColumns(model, kind, columns);
      found.records.set(refKey(record), record);
    }
  }
}

/** The records of a type whose reference, or set of references, leads to another: what goes between `select` and the lock, over the alias r. */
export function referringSql(model: Model, tenant: string, type: string, field: string, id: RecordId): Sql {
  const path = fieldPath(model, type, field);
  if (!path) throw new TypeError(`${type} has no field ${field}.`);
  const table = tableOf(model, type);
  const { value } = placeOf(model, 'r', path);
  const refers = path.comparison === 'exactSet' ? sql`${value} ? ${id}::text` : sql`${value} = ${id}::uuid`;
  const own = table.shared ? raw(` and r.type = ${literal(type)}`) : sql``;
  return sql`from ${raw(table.name)} r where r.tenant = ${tenant} and ${refers}${own}`;
}
