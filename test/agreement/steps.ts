import fc from 'fast-check';
import { comparisonOf, fieldsOf, type FieldPath } from '@rapport/core';
import { texts, valuesOf } from './arbitraries.ts';
import { idOf, idsOf, writtenModel, writtenTypes } from './cast.ts';
import type { Base, PlannedPatch, Step, Update, Values } from './step.ts';

const settable = (type: string): readonly FieldPath[] =>
  fieldsOf(writtenModel, type).filter(
    ({ path, field }) => !field.readOnly && (field.kind !== 'json' || path === 'address'),
  );

// Where two writers' values can meet in more than one way.
const contested = (type: string): readonly FieldPath[] =>
  settable(type).filter(
    ({ field }) =>
      field.required ||
      field.conflict !== 'last-write' ||
      field.target !== undefined ||
      field.kind === 'integer' ||
      field.kind === 'longText',
  );

const wrong = fc.constantFrom<unknown>(
  '\ud800',
  'a\0',
  7,
  -1.5,
  1e300,
  true,
  [],
  ['a', 'A'],
  {},
  '2026-02-30',
  { amount: 1, currency: 'eur' },
  'nobody',
);
const rarely = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>, weight = 15): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: rare });

/** The records that are there from the start: most references lead to them. */
const present = (type: string): readonly string[] => idsOf(type).slice(0, 2);
const valueOf = ({ field }: FieldPath): fc.Arbitrary<unknown> => {
  const usual =
    field.target === undefined ? valuesOf(field, present) : rarely(valuesOf(field, present), valuesOf(field, idsOf), 8);
  return rarely(rarely(usual, fc.constant(null), 6), wrong, 60);
};

const externalIds: fc.Arbitrary<Values> = rarely(
  fc.constant({}),
  fc.record(
    {
      'externalIds.erp': fc.constantFrom<unknown>('1', '2', 'É', null),
      'externalIds.shop': fc.constantFrom<unknown>('1', 'x', null),
    },
    { requiredKeys: [] },
  ),
  3,
);

function someFields(type: string, most: number): fc.Arbitrary<readonly FieldPath[]> {
  return fc.uniqueArray(fc.oneof(fc.constantFrom(...contested(type)), fc.constantFrom(...settable(type))), {
    maxLength: most,
    selector: ({ path }) => path,
  });
}

const valuesAt = (paths: readonly FieldPath[]): fc.Arbitrary<Values> =>
  fc
    .tuple(...paths.map(valueOf))
    .map((values) => Object.fromEntries(paths.map(({ path }, index) => [path, values[index]])));
const merged = (...parts: readonly fc.Arbitrary<Values>[]): fc.Arbitrary<Values> =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all) as Values);
const strange = rarely<Values>(
  fc.constant({}),
  fc.constantFrom<Values>(
    { nobody: 1 },
    { 'custom.nobody': 'x' },
    { version: 3 },
    { id: 'x' },
    { 'externalIds.no such': 'x' },
    { __proto__x: 1 },
  ),
  40,
);

function creations(type: string): fc.Arbitrary<PlannedPatch> {
  const required = settable(type).filter(({ field }) => field.required);
  const set = merged(
    someFields(type, 8).chain(valuesAt),
    fc
      .tuple(...required.map(({ field }) => rarely(valuesOf(field, present), fc.constant<unknown>(undefined), 60)))
      .map((values) =>
        Object.fromEntries(
          required.flatMap(({ path }, index) => (values[index] === undefined ? [] : [[path, values[index]]])),
        ),
      ),
    externalIds,
    strange,
  );
  return fc.record({
    op: fc.constant('create' as const),
    type: fc.constant(type),
    id: fc.constantFrom(...idsOf(type)),
    set,
  });
}

/** A record to begin with: with what it must have and a few of its own values, and no reference that it can do without. */
function beginnings(type: string, id: string): fc.Arbitrary<PlannedPatch> {
  const own = settable(type).filter(
    ({ field }) => field.required || (field.target === undefined && field.conflict !== 'last-write'),
  );
  return fc.tuple(...own.map(({ field }) => valuesOf(field, present))).map((values) => ({
    op: 'create',
    type,
    id,
    set: Object.fromEntries(own.map(({ path }, index) => [path, values[index]])),
  }));
}

const bases: fc.Arbitrary<Base> = fc.record({
  back: fc.constantFrom(0, 1, 1, 2, 3),
  tell: fc.constantFrom('nothing', 'version', 'fields', 'fields', 'both', 'both'),
});

function updates(type: string): fc.Arbitrary<PlannedPatch> {
  const fields = settable(type);
  const sets = fields.filter(({ field }) => comparisonOf(field.kind).endsWith('Set'));
  const paragraphs = fields.filter(({ field }) => field.kind === 'longText' || field.kind === 'text');
  const numeric = fields.filter(({ field }) => field.kind === 'integer' || field.kind === 'number');
  const operation = <T>(
    paths: readonly FieldPath[],
    value: (path: FieldPath) => fc.Arbitrary<T>,
  ): fc.Arbitrary<Readonly<Record<string, T>>> =>
    paths.length === 0
      ? fc.constant({})
      : fc.constantFrom(...paths).chain((path) => value(path).map((one) => ({ [path.path]: one })));
  const change = fc.record(
    {
      set: merged(someFields(type, 3).chain(valuesAt), externalIds, strange),
      unset: rarely<readonly string[]>(
        fc.constant([]),
        fc.constantFrom(...contested(type).map(({ path }) => path), 'externalIds.erp').map((path) => [path]),
        5,
      ),
      add: operation(sets, ({ field }) => valuesOf(field, idsOf) as fc.Arbitrary<readonly unknown[]>),
      remove: operation(sets, ({ field }) => valuesOf(field, idsOf) as fc.Arbitrary<readonly unknown[]>),
      append: operation(paragraphs, () => texts),
      increment: operation(numeric, () => fc.constantFrom(1, -1, 2, 0.5, Number.MAX_SAFE_INTEGER)),
    },
    { requiredKeys: [] },
  );
  const sound = rarely(change.map(namedOnce), change, 30);
  return fc.record({
    op: fc.constant('update' as const),
    type: fc.constant(type),
    id: often(type),
    base: bases,
    change: sound,
  });
}

/** A patch names a field once, however many ways there are to change it. */
function namedOnce(change: Partial<Update>): Partial<Update> {
  const named = new Set([...Object.keys(change.set ?? {}), ...(change.unset ?? [])]);
  const rest = Object.entries(change).map(([how, values]) => [
    how,
    how === 'set' || how === 'unset'
      ? values
      : Object.fromEntries(Object.entries(values).filter(([path]) => !named.has(path))),
  ]);
  const kept = Object.fromEntries(rest) as Partial<Update>;
  return kept.unset ? { ...kept, unset: kept.unset.filter((path) => !Object.hasOwn(change.set ?? {}, path)) } : kept;
}

const often = (type: string): fc.Arbitrary<string> =>
  fc.constantFrom(idOf(type, 0), idOf(type, 0), idOf(type, 0), idOf(type, 1), idOf(type, 2));
const deletions = (type: string): fc.Arbitrary<PlannedPatch> =>
  fc.record({ op: fc.constant('delete' as const), type: fc.constant(type), id: often(type), base: bases });

const patchesOf = new Map<string, fc.Arbitrary<PlannedPatch>>(
  writtenTypes.map((type) => [
    type,
    fc.oneof(
      { weight: 3, arbitrary: creations(type) },
      { weight: 20, arbitrary: updates(type) },
      { weight: 2, arbitrary: deletions(type) },
    ),
  ]),
);
const busy = [
  'contact',
  'contact',
  'contact',
  'contact',
  'deal',
  'deal',
  'company',
  'dealRegistration',
  'ticket',
] as const;
const patches = fc.array(
  fc.constantFrom(...writtenTypes, ...busy, ...busy).chain((type) => patchesOf.get(type) as fc.Arbitrary<PlannedPatch>),
  { minLength: 1, maxLength: 2 },
);
const person = fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 4);

/** Begins with two records of each type, as far as their references allow, and goes on at random. */
export const stepLists: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    fc
      .tuple(...writtenTypes.flatMap((type) => [0, 1].map((index) => beginnings(type, idOf(type, index)))))
      .map((all) => all.map((patch): Step => ({ kind: 'write', person: 0, patches: [patch] }))),
    fc.array(
      fc.oneof(
        { weight: 12, arbitrary: fc.record({ kind: fc.constant('write' as const), person, patches }) },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const), person, step: fc.nat(40) }) },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant('reuse' as const), person, step: fc.nat(40), patches }) },
      ),
      { minLength: 40, maxLength: 50, size: 'max' },
    ),
  )
  .map(([first, rest]) => [...first, ...rest]);
