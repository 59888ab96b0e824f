import { createHash } from 'node:crypto';
import { RapportError } from '@rapport/core';
import type { Model } from '@rapport/core/model';
import { tenantRole, tenantSetting, type Database, type Session } from './database.ts';
import { indexesOf } from './indexes.ts';
import { identifier } from './statement.ts';
import { schemaName, sharedColumns, sharedTable, tableOf, type Column } from './table.ts';

/** Tables beside those of the record types. Each has the tenant in front of its key. */
const ownTables: Readonly<Record<string, readonly [columns: string, key: string]>> = {
  // The counter gives each mutation its place in the feed. `kept_from`: what came up to there has been cut.
  _tenant: [
    'tenant text collate "C" not null, epoch text not null, position bigint not null default 0, kept_from bigint not null default 0',
    'tenant',
  ],
  _feed: [
    'tenant text collate "C" not null, position bigint not null, at timestamptz not null default now(), entry json not null',
    'tenant, position',
  ],
  _memory: [
    'tenant text collate "C" not null, mutation uuid not null, digest text not null, result json not null, at timestamptz not null default now()',
    'tenant, mutation',
  ],
  _tombstone: [
    'tenant text collate "C" not null, type text collate "C" not null, id uuid not null, version bigint not null',
    'tenant, type, id',
  ],
  _external_id: [
    'tenant text collate "C" not null, type text collate "C" not null, system text collate "C" not null, external_id text collate "C" not null, id uuid not null',
    'tenant, type, system, external_id',
  ],
  _extension: ['tenant text collate "C" not null, revision bigint not null, extension json not null', 'tenant'],
};

/** Any number does, as long as every process of every version takes the same. */
const migrationLock = 7_261_670_740;

/**
 * Brings the database to what the model needs: makes tables, columns and indexes that are missing, and leaves the rest alone. Several processes may
 * start at once.
 * @throws RapportError `incompatible-schema` where a column is of another type than the model needs.
 */
export async function migrate(database: Database, model: Model): Promise<void> {
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([statements(model), [...wantedColumns(model)], indexStatements(model)]))
    .digest('hex');
  await database.administer(async (session) => {
    await run(session, `select pg_advisory_xact_lock(${migrationLock})`);
    await run(session, `create schema if not exists ${schemaName}`);
    await run(session, `create table if not exists ${schemaName}._meta (name text primary key, value text not null)`);
    const [known] = await session.query({
      text: `select value from ${schemaName}._meta where name = 'layout'`,
      values: [],
    });
    if (known?.[0] === fingerprint) return;
    await createRole(session);
    for (const statement of statements(model)) await run(session, statement);
    await addColumns(session, model);
    for (const statement of indexStatements(model)) await run(session, statement);
    await run(session, `grant usage on schema ${schemaName} to ${tenantRole}`);
    await run(session, `grant select, insert, update, delete on all tables in schema ${schemaName} to ${tenantRole}`);
    await run(session, `revoke all on ${schemaName}._meta from ${tenantRole}`);
    await session.query({
      text: `insert into ${schemaName}._meta values ('layout', $1) on conflict (name) do update set value = excluded.value`,
      values: [fingerprint],
    });
  });
}

const run = async (session: Session, text: string): Promise<void> => void (await session.query({ text, values: [] }));

/** Roles belong to the whole cluster: another database's migration may make it at the same time. */
const createRole = (session: Session): Promise<void> =>
  run(
    session,
    `do $$ begin
  if not exists (select from pg_roles where rolname = '${tenantRole}') then create role ${tenantRole} nologin; end if;
  exception when duplicate_object or unique_violation then null;
end $$`,
  );

function statements(model: Model): readonly string[] {
  const declared = [...model.types.keys()].map((type) => tableOf(model, type)).filter(({ shared }) => !shared);
  const records = [
    ...declared.map(({ name, columns }) => [name, columns, 'tenant, id'] as const),
    [sharedTable, sharedColumns, 'tenant, type, id'] as const,
  ];
  return [
    `create or replace function ${schemaName}._require(held boolean) returns void language plpgsql as $$ begin
      if held is not true then raise exception 'rapport: changed meanwhile' using errcode = '40001'; end if;
    end $$`,
    ...Object.entries(ownTables).flatMap(([name, [columns, key]]) =>
      createTable(`${schemaName}.${name}`, columns, key),
    ),
    ...records.flatMap(([name, columns, key]) => createTable(name, columns.map(columnText).join(', '), key)),
    `create index if not exists external_id_by_id on ${schemaName}._external_id (id, tenant)`,
    `create index if not exists memory_by_age on ${schemaName}._memory (tenant, at)`,
  ];
}

function createTable(name: string, columns: string, key: string): readonly string[] {
  return [
    `create table if not exists ${name} (${columns}, primary key (${key}))`,
    `alter table ${name} enable row level security`,
    `alter table ${name} force row level security`,
    `drop policy if exists tenant on ${name}`,
    `create policy tenant on ${name} using (tenant = current_setting('${tenantSetting}', true)) with check (tenant = current_setting('${tenantSetting}', true))`,
  ];
}

const columnText = ({ name, type }: Column): string => `${identifier(name)} ${type}`;

const indexStatements = (model: Model): readonly string[] =>
  [...model.types.keys()].flatMap((type) =>
    indexesOf(model, type).map(
      ({ name, on }) => `create index if not exists ${identifier(name)} on ${tableOf(model, type).name} ${on}`,
    ),
  );

function* wantedColumns(model: Model): Iterable<readonly [table: string, column: Column]> {
  for (const type of model.types.keys()) {
    const table = tableOf(model, type);
    for (const column of table.columns) yield [table.name, column];
  }
}

async function addColumns(session: Session, model: Model): Promise<void> {
  const rows = await session.query({
    text: `select c.relname, a.attname, format_type(a.atttypid, null) from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = $1::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`,
    values: [schemaName],
  });
  const present = new Map(rows.map(([table, column, type]) => [`${schemaName}.${table} ${column}`, type]));
  for (const [table, column] of wantedColumns(model)) {
    const found = present.get(`${table.replaceAll('"', '')} ${column.name}`);
    const wanted = (column.type.split(' ')[0] ?? '').replace('timestamptz', 'timestamp with time zone');
    if (found === undefined) await run(session, `alter table ${table} add column ${columnText(column)}`);
    else if (found !== wanted) {
      throw new RapportError(
        'incompatible-schema',
        `${table}.${column.name} is ${found}, the model needs ${wanted}: convert the column, or name the field otherwise.`,
      );
    }
  }
}
