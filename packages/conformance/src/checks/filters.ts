import {
  InvalidInputError,
  type AnyRecord,
  type Filter,
  type Operand,
  type Operator,
  type Page,
  type RelatedOperator,
} from '@rapport/core';
import { evaluate, type FilterContext } from '@rapport/core/filter';
import { fieldPath, fieldSchema, fieldsOf, toInstant, valueAt, type FieldPath } from '@rapport/core/model';
import type { Check, CheckContext, Tally } from '../check.ts';
import { sampleValues } from '../sample/index.ts';
import { inParallel } from './in-parallel.ts';

const contextOf = ({ sample, description }: CheckContext): FilterContext => ({
  model: sample.model,
  // The sample's last record may have been made in the millisecond of the description.
  now: toInstant(Date.parse(description.now) + 1),
  timeZone: description.timeZone,
  resolve: sample.resolve,
  referring: sample.referring,
});

/** Asks the backend for the sample's records that satisfy a filter, and core for the same. */
async function agree(context: CheckContext, tally: Tally, type: string, clause: Filter): Promise<void> {
  const made = context.sample.records.get(type) ?? [];
  const expected = made.filter((record) => evaluate(clause, record, contextOf(context))).map(({ id }) => id);
  const page = await context.backend
    .query({ type, where: { and: [context.sample.only(type), clause] }, limit: made.length })
    .catch((error: unknown) => error);
  if (page instanceof Error) {
    const issues = page instanceof InvalidInputError ? JSON.stringify(page.issues) : page.message;
    tally.holds(false, () => `${type} where ${JSON.stringify(clause)}: ${page.name} ${issues}`);
    return;
  }
  const { records } = page as Page;
  const ids = new Set(records.map(({ id }) => id));
  const wrong = made.filter(({ id }) => ids.has(id) !== expected.includes(id));
  tally.holds(wrong.length === 0 && ids.size === expected.length, () => {
    const [first] = wrong;
    return `${type} where ${JSON.stringify(clause)}: ${expected.length} records expected, ${ids.size} came; e.g. ${describe(context, first, clause)}`;
  });
}

function describe({ sample }: CheckContext, record: AnyRecord | undefined, clause: Filter): string {
  if (!record) return 'records that are not of the sample';
  const path = 'field' in clause ? fieldPath(sample.model, record.type, clause.field) : undefined;
  return `${record.id}${path && path.steps.length === 0 ? ` with ${JSON.stringify(valueAt(record, path.key))}` : ''}`;
}

/** Operands that make an operator say yes to some of the sample and no to others. */
function operandsFor(field: FieldPath, operator: Operator, made: readonly AnyRecord[]): readonly Operand[] {
  const present = made
    .map((record) => valueAt(record, field.key))
    .filter((value) => value !== undefined && value !== null);
  const samples = sampleValues(field.field).filter((value) => fieldSchema(field.field).safeParse(value).success);
  const scalars = [...present, ...samples].flat().slice(0, 60) as (string | number | boolean)[];
  const [first, , , middle, last] = [
    scalars[0],
    scalars[1],
    scalars[2],
    scalars[Math.floor(scalars.length / 2)],
    scalars.at(-1),
  ];
  if (first === undefined || middle === undefined || last === undefined)
    return operator === 'exists' ? [true, false] : [];
  switch (operator) {
    case 'exists':
      return [true, false];
    case 'in':
      return [[first, last], []];
    case 'between': {
      const money = typeof first === 'object';
      return [
        [first, money ? first : middle],
        [middle, money ? middle : first],
      ];
    }
    case 'within':
      return [
        { last: 400, unit: 'day' },
        { this: 'month', offset: -1 },
      ];
    case 'contains':
    case 'startsWith':
    case 'endsWith': {
      const text = String(first);
      const part = operator === 'endsWith' ? [...text].slice(-2).join('') : [...text].slice(0, 2).join('');
      return [field.comparison === 'folded' ? part.toUpperCase() : part, '%', ''];
    }
    default:
      return [first, last];
  }
}

/** F1 to F12, operator by operator, for every field the backend claims them for. */
export const filters: readonly Check[] = [
  {
    id: 'filters/operators',
    claim: 'Every operator claimed for a field answers as core does',
    async run(context, tally) {
      const clauses: { type: string; clause: Filter }[] = [];
      for (const [type, made] of context.sample.records) {
        const described = context.description.types[type]?.fields ?? {};
        for (const field of fieldsOf(context.sample.model, type)) {
          for (const op of described[field.path]?.operators ?? []) {
            for (const value of operandsFor(field, op, made))
              clauses.push({ type, clause: { field: field.path, op, value } });
          }
        }
      }
      await inParallel(clauses, 8, ({ type, clause }) => agree(context, tally, type, clause));
    },
  },
  {
    id: 'filters/logic',
    claim: 'and, or and not are two-valued, also around what is missing',
    async run(context, tally) {
      for (const [type, made] of context.sample.records) {
        const fields = fieldsOf(context.sample.model, type).filter(({ path }) =>
          context.description.types[type]?.fields[path]?.operators.includes('ne'),
        );
        const [a, b] = [fields.at(-1), fields.at(-2)];
        if (!a || !b) continue;
        const clause = (field: FieldPath, op: Operator): Filter => ({
          field: field.path,
          op,
          value: operandsFor(field, op, made)[0] ?? '',
        });
        for (const field of [a, b].filter((each) => operandsFor(each, 'eq', made).length > 0)) {
          await agree(context, tally, type, { not: clause(field, 'eq') });
          await agree(context, tally, type, { not: { not: clause(field, 'ne') } });
          await agree(context, tally, type, {
            or: [clause(field, 'eq'), { not: { and: [clause(field, 'eq'), { or: [] }] } }],
          });
        }
      }
      await agree(context, tally, 'contact', { and: [] });
      await agree(context, tally, 'contact', { or: [] });
    },
  },
  {
    id: 'filters/paths',
    claim: 'Paths follow references to one record',
    notClaimed: ({ description }) => (description.pathDepth > 0 ? undefined : 'paths can not leave the record'),
    async run(context, tally) {
      for (const [type, made] of context.sample.records) {
        for (const reference of fieldsOf(context.sample.model, type).filter(
          ({ field }) => field.kind === 'reference',
        )) {
          const target = reference.field.target ?? '';
          const title = context.sample.model.types.get(target)?.title ?? '';
          const path = fieldPath(context.sample.model, type, `${reference.path}.${title}`);
          if (!path || !context.description.types[target]?.fields[title]) continue;
          const operators = context.description.types[target]?.fields[title]?.operators ?? [];
          for (const op of (['eq', 'ne', 'exists'] as const).filter((each) => operators.includes(each))) {
            const [value] =
              op === 'exists'
                ? [false]
                : operandsFor(
                    { ...path, key: { at: 'root', name: title } },
                    op,
                    context.sample.records.get(target) ?? [],
                  );
            if (value !== undefined && made.length > 0)
              await agree(context, tally, type, { field: path.path, op, value });
          }
        }
      }
    },
  },
  {
    id: 'filters/related',
    claim: 'Related clauses count and sum what refers to a record',
    notClaimed: ({ description }) =>
      Object.values(description.types).some(({ related }) => Object.keys(related).length > 0)
        ? undefined
        : 'no relation is claimed',
    async run(context, tally) {
      const clauses: { type: string; clause: Filter }[] = [];
      for (const type of context.sample.records.keys()) {
        for (const [related, operators] of Object.entries(context.description.types[type]?.related ?? {})) {
          const relation = context.sample.model.relations.get(type)?.get(related);
          if (!relation || context.sample.left.has(relation.type)) continue;
          for (const op of operators)
            clauses.push({ type, clause: { related, measure: 'count', op, value: op === 'between' ? [1, 2] : 1 } });
          for (const measured of fieldsOf(context.sample.model, relation.type)
            .filter(({ comparison }) => comparison === 'number' || comparison === 'money')
            .slice(0, 3)) {
            const value = measured.comparison === 'money' ? { amount: 1_500, currency: 'EUR' } : 1;
            for (const measure of [
              { sum: measured.path },
              { avg: measured.path },
              { min: measured.path },
              { max: measured.path },
            ]) {
              for (const op of operators.filter((each): each is RelatedOperator => each === 'gt' || each === 'ne'))
                clauses.push({ type, clause: { related, measure, op, value } });
            }
          }
        }
      }
      await inParallel(clauses, 8, ({ type, clause }) => agree(context, tally, type, clause));
    },
  },
  {
    id: 'filters/faults',
    claim: 'What is malformed is refused, and nothing is guessed',
    async run({ backend }, tally) {
      const ask = (where: unknown) => backend.query({ type: 'contact', where: where as Filter });
      await tally.rejects(ask({ field: 'shoeSize', op: 'eq', value: 1 }), 'InvalidInputError', 'a field there is not');
      await tally.rejects(
        ask({ field: 'name', op: 'within', value: { last: 1, unit: 'day' } }),
        'InvalidInputError',
        'an operator that does not fit',
      );
      await tally.rejects(
        ask({ field: 'createdAt', op: 'gt', value: '2026-01-01' }),
        'InvalidInputError',
        'a date where an instant is due',
      );
      await tally.rejects(
        ask({ field: 'lifecycleStage', op: 'eq', value: 'friend' }),
        'InvalidInputError',
        'a choice there is not',
      );
      await tally.rejects(ask({ nand: [] }), 'InvalidInputError', 'an unknown connective');
      await tally.rejects(
        ask({ related: 'sightings', measure: 'count', op: 'eq', value: 1 }),
        'InvalidInputError',
        'a relation there is not',
      );
      await tally.rejects(backend.query({ type: 'person' }), 'InvalidInputError', 'a type there is not');
      await tally.rejects(backend.query({ type: 'contact', limit: 0 }), 'InvalidInputError', 'a limit of 0');
    },
  },
];
