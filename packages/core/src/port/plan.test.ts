import { describe, expect, it } from 'vitest';
import { fieldsOf, standardModel } from '../model/index.ts';
import { operatorsOf, type Filter, type Operator } from '../filter/index.ts';
import type { BackendDescription, TypeDescription } from './description.ts';
import { plan as planFor } from './plan.ts';

const plan = (filter: Filter, type: string, description: Parameters<typeof planFor>[2]) =>
  planFor(filter, type, description, standardModel);

/** A backend that takes all that fits, but for what is left out. */
function described(
  lacks: { operators?: readonly Operator[]; fields?: readonly string[]; related?: boolean; pathDepth?: number } = {},
): Pick<BackendDescription, 'types' | 'pathDepth'> {
  const types = [...standardModel.types.keys()].map((type): [string, TypeDescription] => [
    type,
    {
      fields: Object.fromEntries(
        fieldsOf(standardModel, type)
          .filter(({ path }) => !lacks.fields?.includes(path))
          .map(({ path, field }) => [
            path,
            {
              kind: field.kind,
              operators: operatorsOf(field).filter((op) => !lacks.operators?.includes(op)),
              sortable: true,
              aggregatable: true,
              writable: true,
            },
          ]),
      ),
      related: lacks.related
        ? {}
        : Object.fromEntries(
            [...(standardModel.relations.get(type)?.keys() ?? [])].map((name) => [name, ['eq', 'gt'] as const]),
          ),
      create: true,
      update: true,
      delete: true,
    },
  ]);
  return { types: Object.fromEntries(types), pathDepth: lacks.pathDepth ?? 4 };
}

const name: Filter = { field: 'name', op: 'contains', value: 'x' };
const country: Filter = { field: 'country', op: 'eq', value: 'DE' };
const industry: Filter = { field: 'company.industry', op: 'eq', value: 'steel' };
const busy: Filter = {
  related: 'activities',
  where: { field: 'subject', op: 'contains', value: 'x' },
  measure: 'count',
  op: 'gt',
  value: 1,
};

describe('plan', () => {
  it('pushes all of it where the backend can', () => {
    expect(plan({ and: [name, country, industry, busy] }, 'contact', described())).toEqual({
      pushed: { and: [name, country, industry, busy] },
      residual: undefined,
    });
    expect(plan({ and: [] }, 'contact', described())).toEqual({ pushed: undefined, residual: undefined });
    expect(plan({ or: [] }, 'contact', described())).toEqual({ pushed: { or: [] }, residual: undefined });
  });
  it('splits a conjunction by clause, through nested ones', () => {
    const limited = described({ operators: ['contains'] });
    expect(plan({ and: [name, { and: [country, industry] }] }, 'contact', limited)).toEqual({
      pushed: { and: [country, industry] },
      residual: name,
    });
    expect(plan(busy, 'contact', limited)).toEqual({ pushed: undefined, residual: busy });
  });
  it('takes a disjunction or a negation as a whole', () => {
    const limited = described({ operators: ['contains'] });
    expect(plan({ or: [country, name] }, 'contact', limited)).toEqual({
      pushed: undefined,
      residual: { or: [country, name] },
    });
    expect(plan({ not: { and: [country, name] } }, 'contact', limited).pushed).toBe(undefined);
    expect(plan({ not: country }, 'contact', limited).residual).toBe(undefined);
  });
  it('leaves what is beyond the backend: far paths, fields it does not have, relations', () => {
    expect(plan(industry, 'contact', described({ pathDepth: 0 })).residual).toBe(industry);
    expect(plan(industry, 'contact', described({ fields: ['industry'] })).residual).toBe(industry);
    expect(plan(industry, 'contact', described({ fields: ['company'] })).residual).toBe(industry);
    expect(plan(busy, 'contact', described({ related: true })).residual).toBe(busy);
    expect(plan({ ...busy, op: 'lt' } as Filter, 'contact', described()).pushed).toBe(undefined);
  });
});
