import fc from 'fast-check';
import {
  searchFilter,
  type Actor,
  type AggregateQuery,
  type Filter,
  type NamedRef,
  type Query,
  type Role,
} from '@rapport/core';
import { aggregates, queries, texts, timeZones, types, type World } from './arbitraries.ts';

/** Something to ask two backends. */
export type Question = { readonly actor: Omit<Actor, 'tenant'>; readonly type: string } & (
  | { readonly ask: 'query'; readonly query: Query }
  | { readonly ask: 'aggregate'; readonly query: AggregateQuery }
  | { readonly ask: 'get'; readonly refs: readonly NamedRef[] }
);

const nobody = '00000000-0000-7000-8000-ffffffffffff';

/** Questions about a world by people of every role: pages, figures, records by name. */
export function questions(world: World): fc.Arbitrary<Question> {
  return fc.record({ type: types, actor: actors(world) }).chain(({ type, actor }) =>
    fc.oneof(
      { weight: 6, arbitrary: pagesOf(world, type).map((query) => ({ ask: 'query' as const, query, type, actor })) },
      {
        weight: 4,
        arbitrary: inZone(aggregates(world, type)).map((query) => ({
          ask: 'aggregate' as const,
          query,
          type,
          actor,
        })),
      },
      { weight: 1, arbitrary: namedRefs(world).map((refs) => ({ ask: 'get' as const, refs, type, actor })) },
    ),
  );
}

function actors(world: World): fc.Arbitrary<Omit<Actor, 'tenant'>> {
  const ids = (type: string): fc.Arbitrary<string> =>
    fc.constantFrom(...world.records.filter((record) => record.type === type).map(({ id }) => id), nobody);
  return fc.record(
    {
      role: fc.constantFrom<Role>('admin', 'admin', 'admin', 'agent', 'agent', 'partner', 'customer'),
      user: ids('user'),
      contact: ids('contact'),
      partner: fc.constant(nobody),
    },
    { requiredKeys: ['role', 'contact', 'partner'] },
  );
}

const inZone = <Q extends Query | AggregateQuery>(asked: fc.Arbitrary<Q>): fc.Arbitrary<Q> =>
  fc
    .tuple(asked, fc.option(timeZones, { nil: undefined }))
    .map(([query, timeZone]) => (timeZone === undefined ? query : { ...query, timeZone }));

function pagesOf(world: World, type: string): fc.Arbitrary<Query> {
  const search = texts.map((text): Filter => searchFilter(world.model, type, text));
  const references = [...world.model.relations]
    .flatMap(([, named]) => [...named.values()])
    .filter((relation) => relation.type === type && relation.field !== 'id');
  const mine = fc.record({
    field: fc.constantFrom('id', ...references.map(({ field }) => field)),
    op: fc.constantFrom('eq' as const, 'ne' as const),
    value: fc.constantFrom({ actor: 'user' as const }, { actor: 'contact' as const }),
  });
  const more: fc.Arbitrary<Filter | undefined> = fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: search },
    { weight: 1, arbitrary: mine },
  );
  const asked = fc
    .tuple(queries(world, type), more, fc.boolean(), fc.constantFrom(1, 1, 4))
    .map(([query, extra, either, most]) => {
      const paged = { ...query, limit: Math.min(query.limit ?? most, most) };
      return extra === undefined
        ? paged
        : {
            ...paged,
            where:
              query.where === undefined ? extra : either ? { or: [query.where, extra] } : { and: [query.where, extra] },
          };
    });
  return inZone(asked);
}

function namedRefs({ records }: World): fc.Arbitrary<readonly NamedRef[]> {
  const byId = records.map(({ type, id }): NamedRef => ({ type, name: { id } }));
  const foreign = records.flatMap(({ type, externalIds }) =>
    Object.entries(externalIds).map(([system, externalId]): NamedRef => ({ type, name: { system, externalId } })),
  );
  const strangers: readonly NamedRef[] = [
    { type: 'contact', name: { id: nobody } },
    { type: 'company', name: { system: 'erp', externalId: 'K' } },
    { type: 'user', name: { system: 'nobody', externalId: '' } },
  ];
  return fc.array(fc.constantFrom(...byId, ...foreign, ...strangers), { maxLength: 8 });
}
