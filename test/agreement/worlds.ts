import fc from 'fast-check';
import {
  extendModel,
  fieldsOf,
  standardModel,
  type AnyRecord,
  type FieldPath,
  type Model,
  type ModelExtension,
} from '@rapport/core';
import { instants, timeZones, valuesOf } from './values.ts';

/** Everything a filter's answer depends on. References lead to records that are there. */
export interface World {
  readonly extension: ModelExtension;
  readonly model: Model;
  readonly records: readonly AnyRecord[];
  readonly now: string;
  readonly timeZone: string;
}

/** The types that worlds have records of: declared ones and an organisation's own. */
export const typesInPlay = ['contact', 'company', 'activity', 'deal', 'user', 'subscription'] as const;

const fieldsInPlay: Readonly<Record<string, readonly string[]>> = {
  contact: [
    'name',
    'givenName',
    'email',
    'phone',
    'company',
    'owner',
    'roles',
    'lifecycleStage',
    'tags',
    'country',
    'birthday',
    'notes',
    'website',
    'address',
  ],
  company: [
    'name',
    'industry',
    'employees',
    'annualRevenue',
    'foundedYear',
    'parent',
    'owner',
    'lifecycleStage',
    'tags',
  ],
  activity: [
    'kind',
    'occurredAt',
    'subject',
    'contact',
    'contacts',
    'company',
    'deal',
    'amount',
    'quantity',
    'source',
    'public',
    'outcome',
  ],
  deal: [
    'name',
    'status',
    'amount',
    'probability',
    'expectedCloseDate',
    'closedAt',
    'contact',
    'company',
    'owner',
    'rank',
    'checklist',
  ],
  user: ['name', 'active', 'manager'],
  subscription: [],
};

/** The fields of a type that records of a world may have: some declared ones, the envelope's and all custom ones. */
export function playedFields(model: Model, type: string): readonly FieldPath[] {
  return fieldsOf(model, type).filter(
    ({ path, key }) =>
      key.at === 'custom' ||
      fieldsInPlay[type]?.includes(path) ||
      ['id', 'version', 'createdAt', 'updatedAt'].includes(path),
  );
}

// Names that are words of SQL are fields like any other.
const added = {
  contact: {
    shoeSize: { kind: 'number' },
    order: { kind: 'text', searchable: true },
    limit: { kind: 'key' },
    since: { kind: 'date' },
    seen: { kind: 'instant' },
    credit: { kind: 'money' },
    vip: { kind: 'boolean' },
    labels: { kind: 'tags' },
    size: { kind: 'choice', choices: ['S', 'M', 'L', 'É', 'e'] },
    colours: { kind: 'choices', choices: ['red', 'green', 'blue'] },
    mentor: { kind: 'reference', target: 'contact', inverse: 'mentees' },
    friends: { kind: 'references', target: 'contact' },
    mail: { kind: 'email' },
    points: { kind: 'integer' },
  },
  company: {
    select: { kind: 'text' },
    rating: { kind: 'number' },
    board: { kind: 'reference', target: 'contact', inverse: 'boards' },
  },
  activity: { weight: { kind: 'number' }, mood: { kind: 'choice', choices: ['good', 'bad'] } },
} as const;
const subscription = {
  title: 'name',
  fields: {
    name: { kind: 'text' },
    fee: { kind: 'money' },
    rate: { kind: 'number' },
    startsOn: { kind: 'date' },
    renewedAt: { kind: 'instant' },
    plan: { kind: 'choice', choices: ['basic', 'plus'] },
    holder: { kind: 'reference', target: 'contact', inverse: 'subscriptions' },
    payer: { kind: 'reference', target: 'company', inverse: 'subscriptions' },
    active: { kind: 'boolean' },
    words: { kind: 'tags' },
  },
} as const;

/** Extensions of the model that always have the type `subscription`, and any of the custom fields. */
export const extensions: fc.Arbitrary<ModelExtension> = fc
  .record({
    contact: fc.subarray(Object.keys(added.contact)),
    company: fc.subarray(Object.keys(added.company)),
    activity: fc.subarray(Object.keys(added.activity)),
  })
  .map(
    (chosen) =>
      ({
        types: { subscription },
        fields: Object.fromEntries(
          Object.entries(chosen).map(([type, names]) => [type, only(added[type as keyof typeof added], names)]),
        ),
      }) as unknown as ModelExtension,
  );

/** All there is to add, for stores that are set up once. */
export const fullExtension = { types: { subscription }, fields: added } as unknown as ModelExtension;

const only = (fields: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));

const idOf = (type: string, index: number): string =>
  `0000000${typesInPlay.indexOf(type as (typeof typesInPlay)[number])}-${'07a3'[index % 4]}000-7000-8000-${String((index * 7919) % 1_000_003).padStart(12, '0')}`;

/** A record of a type, each of its fields missing, null or with a value. */
function recordsOf(
  model: Model,
  type: string,
  index: number,
  idsOf: (type: string) => readonly string[],
): fc.Arbitrary<AnyRecord> {
  const fields = playedFields(model, type).filter(({ field }) => !field.readOnly);
  const values = fields.map(({ field }) => {
    const present = valuesOf(field, idsOf);
    if (field.required) return present;
    return fc.oneof(
      { weight: 1, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constant(null) },
      { weight: 5, arbitrary: present },
    );
  });
  return fc
    .record({
      values: fc.tuple(...values),
      version: fc.integer({ min: 1, max: 3 }),
      createdAt: instants,
      updatedAt: instants,
      erp: fc.option(fc.constantFrom('K', 'k', 'É', '10', '9', '𝒳', '\uffee', '%')),
      shop: fc.option(fc.constantFrom('x', 'X')),
    })
    .map(({ values: chosen, version, createdAt, updatedAt, erp, shop }) => {
      const root: Record<string, unknown> = {};
      const custom: Record<string, unknown> = {};
      fields.forEach(({ key }, at) => {
        if (chosen[at] !== undefined)
          Object.defineProperty(key.at === 'custom' ? custom : root, key.name, {
            value: chosen[at],
            enumerable: true,
            writable: true,
            configurable: true,
          });
      });
      const externalIds = {
        ...(erp === null ? {} : { erp: `${erp}-${index}` }),
        ...(shop === null ? {} : { shop: `${shop}${index}` }),
      };
      return { ...root, type, id: idOf(type, index), version, createdAt, updatedAt, externalIds, custom };
    });
}

const sizes = { contact: 6, company: 4, activity: 8, deal: 4, user: 3, subscription: 4 } as const;

/** Worlds of a given extension, or of any. */
export function worlds(extension: fc.Arbitrary<ModelExtension> = extensions): fc.Arbitrary<World> {
  return extension.chain((chosen) => {
    const model = extendModel(standardModel, chosen);
    return fc
      .record({
        contact: fc.integer({ min: 0, max: sizes.contact }),
        company: fc.integer({ min: 0, max: sizes.company }),
        activity: fc.integer({ min: 0, max: sizes.activity }),
        deal: fc.integer({ min: 0, max: sizes.deal }),
        user: fc.integer({ min: 0, max: sizes.user }),
        subscription: fc.integer({ min: 0, max: sizes.subscription }),
      })
      .chain((counts) => {
        const idsOf = (type: string): readonly string[] =>
          Array.from({ length: counts[type as keyof typeof counts] ?? 0 }, (_, index) => idOf(type, index));
        const all = typesInPlay.flatMap((type) => idsOf(type).map((_, index) => recordsOf(model, type, index, idsOf)));
        return fc.record({ records: fc.tuple(...all), now: instantsOfNow, timeZone: timeZones }).map((world) => ({
          ...world,
          extension: chosen,
          model,
          [fc.toStringMethod]: () => JSON.stringify({ ...world, extension: chosen }),
        }));
      });
  });
}

// Away from the ends of time, where spans are cut.
const instantsOfNow = instants.filter((instant) => instant > '1900' && instant < '9000');
