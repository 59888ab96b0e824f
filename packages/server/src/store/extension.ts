import sql from 'sql-template-tag';
import { InvalidInputError, type Issue } from '@rapport/core';
import { extendModel, modelExtensionSchema, type Model, type ModelExtension } from '@rapport/core/model';
import type { Database } from '../sql/index.ts';

/** The channel on which it is told that a tenant's model has changed. */
export const modelChannel = 'rapport_model';

/** A tenant's model: the declared one with what the organisation added. */
export interface TenantModel {
  readonly model: Model;
  readonly extension: ModelExtension;
  readonly revision: number;
}

export async function readExtension(database: Database, base: Model, tenant: string): Promise<TenantModel> {
  const [row] = await database.query(
    tenant,
    sql`select revision, extension from rapport._extension where tenant = ${tenant}`,
  );
  if (!row) return { model: base, extension: {}, revision: 0 };
  const extension = modelExtensionSchema.parse(JSON.parse(row[1] ?? '{}'));
  return { model: extendModel(base, extension), extension, revision: Number(row[0]) };
}

/**
 * Keeps an organisation's own fields and types in place of those before. What is there may be changed in name and rules, not in kind, and not be taken away:
 * records have values in it.
 * @throws InvalidInputError where the extension is malformed, does not fit the model, or takes something away.
 */
export async function writeExtension(
  database: Database,
  base: Model,
  tenant: string,
  extension: unknown,
): Promise<TenantModel> {
  const model = extendModel(base, extension);
  const parsed = modelExtensionSchema.parse(extension);
  return database.transaction(tenant, async (session) => {
    const [row] = await session.query(
      sql`select revision, extension from rapport._extension where tenant = ${tenant} for update`,
    );
    const issues = row ? losses(modelExtensionSchema.parse(JSON.parse(row[1] ?? '{}')), parsed) : [];
    if (issues.length > 0)
      throw new InvalidInputError(
        'Fields and types that were added stay, and keep their kind: add another field instead.',
        issues,
      );
    const [kept] =
      await session.query(sql`insert into rapport._extension (tenant, revision, extension) values (${tenant}, 1, ${JSON.stringify(parsed)}::json)
      on conflict (tenant) do update set revision = _extension.revision + 1, extension = excluded.extension returning revision`);
    await session.query(sql`select pg_notify(${modelChannel}, ${tenant})`);
    return { model, extension: parsed, revision: Number(kept?.[0]) };
  });
}

type Fields = NonNullable<ModelExtension['fields']>[string];

function losses(before: ModelExtension, after: ModelExtension): readonly Issue[] {
  const compare = (path: Issue['path'], old: Fields, now: Fields | undefined): Issue[] =>
    Object.entries(old).flatMap(([name, field]): Issue[] => {
      const kind = now?.[name]?.kind;
      if (kind === field.kind) return [];
      return [
        {
          path: [...path, name],
          code: kind === undefined ? 'field-removed' : 'kind-changed',
          params: { kind: field.kind },
        },
      ];
    });
  return [
    ...Object.entries(before.fields ?? {}).flatMap(([type, fields]) =>
      compare(['fields', type], fields, after.fields?.[type]),
    ),
    ...Object.entries(before.types ?? {}).flatMap(([name, type]) =>
      compare(['types', name, 'fields'], type.fields, after.types?.[name]?.fields),
    ),
  ];
}
