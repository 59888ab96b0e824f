import type { AnyRecord, Instant, Model, Mutation } from '@rapport/core';
import { playedFields, type World } from './worlds.ts';

/** A mutation and the instant at which the authority takes it. */
export interface TimedMutation {
  readonly at: Instant;
  readonly mutation: Mutation;
}

/** A world as an authority makes it, and the mutations that make it. */
export interface SettledWorld {
  readonly records: readonly AnyRecord[];
  readonly mutations: readonly TimedMutation[];
}

const moments = 3;

/**
 * Records can't be written with a version and instants of one's own. So each is created without its references, at one of three instants, and given them
 * at one of three others: the records here have the versions and instants that come of it.
 */
export function settle({ model, records }: World): SettledWorld {
  const instants = (name: 'createdAt' | 'updatedAt'): readonly Instant[] =>
    records.slice(0, moments).map((record) => record[name]);
  const created = instants('createdAt');
  const updated = instants('updatedAt');
  const settled = records.map((record, index): AnyRecord => {
    const createdAt = created[index % moments] as Instant;
    const refers = Object.keys(referencesOf(model, record)).length > 0;
    const made = {
      ...record,
      version: refers ? 2 : 1,
      createdAt,
      updatedAt: refers ? (updated[index % moments] as Instant) : createdAt,
    };
    // As it comes back from anywhere: plain objects, nothing undefined.
    return JSON.parse(JSON.stringify(made)) as AnyRecord;
  });
  const mutations = [
    ...[...Map.groupBy(settled, ({ createdAt }) => createdAt)].map(([at, own], index) =>
      timed(
        at,
        `1000000${index}`,
        own.map((record) => ({ op: 'create', type: record.type, id: record.id, set: plainValues(model, record) })),
      ),
    ),
    ...[
      ...Map.groupBy(
        settled.filter(({ version }) => version > 1),
        ({ updatedAt }) => updatedAt,
      ),
    ].map(([at, own], index) =>
      timed(
        at,
        `2000000${index}`,
        own.map((record) => ({ op: 'update', type: record.type, id: record.id, set: referencesOf(model, record) })),
      ),
    ),
  ];
  return { records: settled, mutations };
}

const timed = (at: Instant, name: string, patches: Mutation['patches']): TimedMutation => ({
  at,
  mutation: { id: `${name}-0000-7000-8000-000000000000`, command: 'import.world', at, patches },
});

type Values = Readonly<Record<string, unknown>>;

/** A record's values as a patch names them. */
function valuesOf(
  model: Model,
  record: AnyRecord,
): readonly (readonly [path: string, value: unknown, refers: boolean])[] {
  return [
    ...playedFields(model, record.type).flatMap(({ path, key, field }): (readonly [string, unknown, boolean])[] => {
      if (field.readOnly) return [];
      const value = key.at === 'custom' ? record.custom[key.name] : record[key.name];
      const refers = field.target !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
      return value === undefined ? [] : [[path, value, refers]];
    }),
    ...Object.entries(record.externalIds).map(([system, id]) => [`externalIds.${system}`, id, false] as const),
  ];
}

const only = (model: Model, record: AnyRecord, references: boolean): Values =>
  Object.fromEntries(
    valuesOf(model, record).flatMap(([path, value, refers]) => (refers === references ? [[path, value]] : [])),
  );
const plainValues = (model: Model, record: AnyRecord): Values => only(model, record, false);
const referencesOf = (model: Model, record: AnyRecord): Values => only(model, record, true);
