import sql, { raw, type Sql } from 'sql-template-tag';
import { refKey, type AnyRecord } from '@rapport/core/model';
import type { NamedRef } from '@rapport/core/port';
import {
  type Database,
  rowReader,
  Aliases,
  all,
  from,
  type Scope,
  conditions,
  arrayLiteral,
  literal,
} from '../sql/index.ts';

/** The records that are named, as far as the reader may see them, in the order they are asked for; each once. */
export async function getRecords(
  database: Database,
  scope: Scope,
  tenant: string,
  refs: readonly NamedRef[],
): Promise<{ readonly records: readonly AnyRecord[]; readonly missing: readonly NamedRef[] }> {
  const byType = [...Map.groupBy(refs, ({ type }) => type)];
  const found = new Map<string, AnyRecord>();
  await Promise.all(
    byType.map(async ([type, own]) => {
      const alias = new Aliases();
      const name = alias.next();
      const reader = rowReader(scope.model, type);
      const { table } = from(scope.model, type, name);
      const rows = await database.query(
        tenant,
        sql`select ${raw(reader.selectList(name))} from ${table}
      where ${all([named(tenant, type, name, own), conditions(scope, alias, tenant, type, name, undefined)])}`,
      );
      for (const row of rows) {
        const record = reader.read(row);
        found.set(refKey(record), record);
        for (const [system, externalId] of Object.entries(record.externalIds))
          found.set(externalKey(type, system, externalId), record);
      }
    }),
  );
  const find = ({ type, name }: NamedRef): AnyRecord | undefined =>
    found.get('id' in name ? refKey({ type, id: name.id }) : externalKey(type, name.system, name.externalId));
  return { records: [...new Set(refs.flatMap((ref) => find(ref) ?? []))], missing: refs.filter((ref) => !find(ref)) };
}

const externalKey = (type: string, system: string, externalId: string): string => `${type}\n${system}\n${externalId}`;

function named(tenant: string, type: string, alias: string, refs: readonly NamedRef[]): Sql {
  const ids = refs.flatMap(({ name }) => ('id' in name ? [name.id] : []));
  const foreign = refs.flatMap(({ name }) => ('id' in name ? [] : [name]));
  const byId = sql`${raw(`${alias}.id`)} = any(${arrayLiteral(ids)}::uuid[])`;
  if (foreign.length === 0) return byId;
  // One look-up a name, and an array of what it finds: no plan, however old its figures, can turn that into a scan a name.
  const byForeign = sql`${raw(`${alias}.id`)} = any(array(select e.id from unnest(${arrayLiteral(foreign.map(({ system }) => system))}::text[], ${arrayLiteral(foreign.map(({ externalId }) => externalId))}::text[]) n (system, external_id)
    cross join lateral (select x.id from rapport._external_id x
      where x.tenant = ${tenant} and x.type = ${raw(literal(type))} and x.system = n.system and x.external_id = n.external_id limit 1) e))`;
  return ids.length === 0 ? byForeign : sql`(${byId} or ${byForeign})`;
}
