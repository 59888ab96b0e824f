import fc from 'fast-check';
import {
  fieldPath,
  isSortable,
  operatorsOf,
  readPath,
  type AggregateQuery,
  type FieldPath,
  type Filter,
  type FilterContext,
  type GroupKey,
  type Measure,
  type Model,
  type Operand,
  type Operator,
  type OrderKey,
  type Query,
  type RelatedOperator,
  type RelativeSpan,
  type Scalar,
} from '@rapport/core';
import { integers, monies, numbers, valuesOf } from './values.ts';
import { playedFields, typesInPlay, type World } from './worlds.ts';

export { extensions, fullExtension, playedFields, typesInPlay, worlds, type World } from './worlds.ts';
export { dates, instants, integers, monies, numbers, texts, timeZones, valuesOf } from './values.ts';

/** A context over a world's records, all of which the reader may see. */
export function contextOf(world: World): FilterContext {
  const byRef = new Map(world.records.map((record) => [`${record.type}/${record.id}`, record]));
  return {
    model: world.model,
    now: world.now,
    timeZone: world.timeZone,
    resolve: ({ type, id }) => byRef.get(`${type}/${id}`),
    referring: (type, field, id) => {
      const path = fieldPath(world.model, type, field);
      return world.records.filter(
        (record) =>
          record.type === type && path !== undefined && readPath(path, record, { resolve: () => undefined }) === id,
      );
    },
  };
}

/** The paths of a type: its own fields, foreign ids, and what lies behind up to two references. */
export function pathsOf(model: Model, type: string, references = 2): readonly FieldPath[] {
  const own = playedFields(model, type);
  const behind =
    references === 0
      ? []
      : own
          .filter(
            ({ field }) =>
              field.kind === 'reference' && typesInPlay.includes(field.target as (typeof typesInPlay)[number]),
          )
          .flatMap(({ path, field }) =>
            pathsOf(model, field.target ?? '', references - 1).map((inner) => `${path}.${inner.path}`),
          );
  return [
    ...own,
    ...['externalIds.erp', 'externalIds.nobody', ...behind].flatMap((path) => fieldPath(model, type, path) ?? []),
  ];
}

/** Filters of a type, of every operator, nested; about one in three operands is a value that a record of the world has. */
export function filters(world: World, type: string, depth = 3): fc.Arbitrary<Filter> {
  const leaf = fc.oneof(
    { weight: 4, arbitrary: fieldClauses(world, type) },
    { weight: 1, arbitrary: relatedClauses(world, type, depth) },
  );
  if (depth <= 0) return leaf;
  const inner = fc.constant(undefined).chain(() => filters(world, type, depth - 1));
  return fc.oneof(
    { weight: 4, arbitrary: leaf },
    { weight: 1, arbitrary: fc.array(inner, { maxLength: 4 }).map((and) => ({ and })) },
    { weight: 1, arbitrary: fc.array(inner, { maxLength: 4 }).map((or) => ({ or })) },
    { weight: 1, arbitrary: inner.map((not) => ({ not })) },
  );
}

function fieldClauses(world: World, type: string): fc.Arbitrary<Filter> {
  const all = pathsOf(world.model, type);
  const near = all.filter((path) => path.steps.length === 0);
  return fc
    .oneof({ weight: 3, arbitrary: fc.constantFrom(...near) }, { weight: 1, arbitrary: fc.constantFrom(...all) })
    .chain((path) =>
      fc
        .constantFrom(...operatorsOf(path.field))
        .chain((op) => operands(world, path, op).map((value) => ({ field: path.path, op, value }))),
    );
}

function operands(world: World, path: FieldPath, op: Operator): fc.Arbitrary<Operand> {
  const context = contextOf(world);
  const seen = world.records.flatMap((record) => {
    if (record.type !== (path.steps[0]?.type ?? path.type)) return [];
    const value = readPath(path, record, context);
    return Array.isArray(value) ? (value as Scalar[]) : value === undefined ? [] : [value as Scalar];
  });
  const any = scalars(world, path);
  const one =
    seen.length === 0
      ? any
      : fc.oneof({ weight: 2, arbitrary: any }, { weight: 1, arbitrary: fc.constantFrom(...seen) });
  switch (op) {
    case 'exists':
      return fc.boolean();
    case 'within':
      return spans;
    case 'in':
      return fc.array(one, { maxLength: 3 });
    case 'between':
      return fc.tuple(one, one).map(sameCurrency);
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return fc
        .tuple(one, fc.nat({ max: 3 }), fc.nat({ max: 3 }))
        .map(([text, from, length]) => (length === 0 ? text : [...String(text)].slice(from, from + length).join('')));
    case 'eq':
    case 'ne':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
    case 'has':
      return one;
  }
}

function scalars(world: World, { field, comparison }: FieldPath): fc.Arbitrary<Scalar> {
  const ids = (type: string): readonly string[] => [
    ...world.records.filter((record) => record.type === type).map(({ id }) => id),
    '00000000-0000-7000-8000-ffffffffffff',
  ];
  if (comparison === 'foldedSet') return valuesOf({ ...field, kind: 'text' }, ids) as fc.Arbitrary<Scalar>;
  if (comparison === 'exactSet')
    return valuesOf({ ...field, kind: field.choices ? 'choice' : 'reference' }, ids) as fc.Arbitrary<Scalar>;
  if (field.kind === 'key' && !operatorsOf(field).includes('lt')) return fc.constantFrom(...typesInPlay.flatMap(ids));
  if (field.kind === 'email' || field.kind === 'url')
    return fc.oneof(valuesOf(field, ids), valuesOf({ ...field, kind: 'text' }, ids)) as fc.Arbitrary<Scalar>;
  return valuesOf(field, ids) as fc.Arbitrary<Scalar>;
}

function sameCurrency([low, high]: readonly [Scalar, Scalar]): readonly Scalar[] {
  return typeof low === 'object' && typeof high === 'object' ? [low, { ...high, currency: low.currency }] : [low, high];
}

const amounts = fc.constantFrom(1, 1, 2, 7, 12, 30, 31, 90, 365);
const units = fc.constantFrom('minute', 'hour', 'day', 'day', 'week', 'month', 'quarter', 'year');

/** Spans of relative time of every form. */
export const spans: fc.Arbitrary<RelativeSpan> = fc.oneof(
  fc.record({ last: amounts, unit: units }) as fc.Arbitrary<RelativeSpan>,
  fc.record({ next: amounts, unit: units }) as fc.Arbitrary<RelativeSpan>,
  fc.record({
    this: fc.constantFrom('day', 'week', 'month', 'quarter', 'year'),
    offset: fc.constantFrom(0, -1, 1, 2, -12),
  }) as fc.Arbitrary<RelativeSpan>,
);

const relatedOperators: fc.Arbitrary<RelatedOperator> = fc.constantFrom(
  'eq',
  'ne',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
);

function relatedClauses(world: World, type: string, depth: number): fc.Arbitrary<Filter> {
  const relations = [...(world.model.relations.get(type) ?? [])].filter(([, relation]) =>
    typesInPlay.includes(relation.type as (typeof typesInPlay)[number]),
  );
  if (relations.length === 0) return fieldClauses(world, type);
  return fc.constantFrom(...relations).chain(([related, relation]) =>
    fc
      .tuple(
        measures(world.model, relation.type),
        relatedOperators,
        depth <= 1 ? fc.constant(undefined) : fc.option(filters(world, relation.type, depth - 2), { nil: undefined }),
      )
      .chain(([{ measure, values }, op, where]) =>
        (op === 'between' ? fc.tuple(values, values).map(sameCurrency) : values).map((value) => ({
          related,
          measure,
          op,
          value,
          ...(where ? { where } : {}),
        })),
      ),
  );
}

/** Measures over a type, with operands that fit them. */
function measures(
  model: Model,
  type: string,
): fc.Arbitrary<{ readonly measure: Measure; readonly values: fc.Arbitrary<Scalar> }> {
  const counts = { measure: 'count' as const, values: fc.constantFrom(0, 1, 2, 3, -1, 0.5) };
  const figures = pathsOf(model, type, 1).flatMap(({ path, field, comparison }) => {
    const takes =
      comparison === 'number' || comparison === 'money'
        ? (['sum', 'avg', 'min', 'max'] as const)
        : comparison === 'date' || comparison === 'instant'
          ? (['min', 'max'] as const)
          : [];
    const values: fc.Arbitrary<Scalar> =
      comparison === 'number'
        ? fc.oneof(numbers, integers)
        : comparison === 'money'
          ? monies
          : (valuesOf(field, () => []) as fc.Arbitrary<Scalar>);
    return takes.map((take) => ({ measure: { [take]: path } as unknown as Measure, values }));
  });
  return fc.oneof(fc.constant(counts), fc.constantFrom(counts, ...figures));
}

/** A type of the world. */
export const types: fc.Arbitrary<string> = fc.constantFrom('contact', 'contact', 'contact', ...typesInPlay);

/** Queries of a type without `after`: filtered, ordered by up to three keys, in small pages. */
export function queries(world: World, type: string): fc.Arbitrary<Query> {
  const sortable = pathsOf(world.model, type).filter(({ field }) => isSortable(field));
  const orderKeys: fc.Arbitrary<OrderKey> = fc.record({
    field: fc.constantFrom(...sortable.map(({ path }) => path)),
    direction: fc.constantFrom('asc', 'desc'),
  });
  return fc.record(
    {
      type: fc.constant(type),
      where: filters(world, type),
      orderBy: fc.array(orderKeys, { maxLength: 3 }),
      limit: fc.integer({ min: 1, max: 4 }),
      total: fc.boolean(),
    },
    { requiredKeys: ['type', 'limit'] },
  );
}

/** Aggregate queries of a type: up to two keys, every measure. */
export function aggregates(world: World, type: string): fc.Arbitrary<AggregateQuery> {
  const sortable = pathsOf(world.model, type, 1).filter(({ field }) => isSortable(field));
  const times = sortable.filter(({ comparison }) => comparison === 'date' || comparison === 'instant');
  const groupKeys: fc.Arbitrary<GroupKey> = fc.oneof(
    fc.constantFrom(...sortable.map(({ path }) => path)),
    fc.record({
      field: fc.constantFrom(...times.map(({ path }) => path)),
      unit: fc.constantFrom('day', 'week', 'month', 'quarter', 'year'),
    }),
  );
  return fc.record(
    {
      type: fc.constant(type),
      where: filters(world, type, 2),
      by: fc.array(groupKeys, { maxLength: 2 }),
      measures: fc
        .array(measures(world.model, type), { minLength: 1, maxLength: 3 })
        .map((list) => Object.fromEntries(list.map(({ measure }, index) => [`m${index}`, measure]))),
    },
    { requiredKeys: ['type', 'measures'] },
  );
}

/** A world with a question about one of its types. */
export interface Case<Question> {
  readonly world: World;
  readonly type: string;
  readonly question: Question;
}

/** Worlds with a question each. Print a case by its seed: worlds are large. */
export function cases<Question>(
  question: (world: World, type: string) => fc.Arbitrary<Question>,
  of: fc.Arbitrary<World>,
): fc.Arbitrary<Case<Question>> {
  return fc
    .tuple(of, types)
    .chain(([world, type]) => question(world, type).map((asked) => ({ world, type, question: asked })));
}
