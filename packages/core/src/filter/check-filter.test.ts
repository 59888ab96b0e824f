import { describe, expect, it } from 'vitest';
import { extendModel, standardModel } from '../model/index.ts';
import { checkFilter } from './check-filter.ts';
import { operatorsOf } from './operators-of.ts';
import { fieldPath } from '../model/index.ts';

const model = extendModel(standardModel, { fields: { contact: { shoeSize: { kind: 'number' } } } });
const id = '0190aaaa-0000-7000-8000-000000000001';
const codes = (filter: unknown, type = 'contact') =>
  checkFilter(model, type, filter).map(({ path, code }) => [path.join('.'), code]);

describe('checkFilter', () => {
  it('lets pass what the language has', () => {
    expect(
      codes({
        and: [
          { field: 'name', op: 'contains', value: 'ann' },
          { field: 'custom.shoeSize', op: 'between', value: [38, 46] },
          { field: 'company.owner.name', op: 'startsWith', value: '' },
          { field: 'externalIds.erp', op: 'in', value: ['1', '2'] },
          { field: 'owner', op: 'eq', value: { actor: 'user' } },
          { field: 'createdAt', op: 'within', value: { last: 30, unit: 'day' } },
          { not: { or: [] } },
          { field: 'roles', op: 'has', value: 'partner' },
          { field: 'address', op: 'exists', value: false },
          {
            related: 'activities',
            where: { field: 'kind', op: 'eq', value: 'call' },
            measure: 'count',
            op: 'eq',
            value: 0,
          },
          { related: 'deals', measure: { sum: 'amount' }, op: 'gt', value: { amount: 100, currency: 'EUR' } },
          { related: 'deals', measure: { max: 'expectedCloseDate' }, op: 'lt', value: '2026-01-01' },
        ],
      }),
    ).toEqual([]);
  });

  it('names the fault with its path and says what would fit (F4, F5)', () => {
    expect(
      checkFilter(model, 'contact', {
        and: [{ field: 'name', op: 'eq', value: 'x' }, { not: { field: 'nmae', op: 'eq', value: 'x' } }],
      }),
    ).toMatchObject([
      {
        path: ['and', 1, 'not', 'field'],
        code: 'unknown-field',
        params: { field: 'nmae', known: expect.arrayContaining(['name', 'custom.shoeSize']) as unknown },
      },
    ]);
    expect(checkFilter(model, 'contact', { field: 'roles', op: 'contains', value: 'partner' })).toEqual([
      { path: ['op'], code: 'operator-misfit', params: { op: 'contains', operators: ['has', 'exists'] } },
    ]);
    expect(checkFilter(model, 'contact', { field: 'lifecycleStage', op: 'in', value: ['lead', 'Lead'] })).toMatchObject(
      [
        {
          path: ['value', 1],
          code: 'operand-misfit',
          params: { expected: 'choice', choices: expect.arrayContaining(['lead']) as unknown },
        },
      ],
    );
    expect(
      checkFilter(model, 'contact', {
        related: 'deals',
        where: { field: 'amount', op: 'gt', value: 5 },
        measure: 'count',
        op: 'gt',
        value: 1,
      }),
    ).toEqual([{ path: ['where', 'value'], code: 'operand-misfit', params: { expected: 'money' } }]);
  });

  it.each([
    ['an instant that is a date', { field: 'createdAt', op: 'gt', value: '2026-01-01' }, 'value'],
    ['a date that is none', { field: 'birthday', op: 'eq', value: '2026-02-30' }, 'value'],
    ['a number as text', { field: 'custom.shoeSize', op: 'eq', value: '42' }, 'value'],
    ['infinity', { field: 'custom.shoeSize', op: 'lt', value: Number.POSITIVE_INFINITY }, 'value'],
    ['a reference that is no id', { field: 'owner', op: 'eq', value: 'me' }, 'value'],
    ['an asker where text is compared', { field: 'name', op: 'eq', value: { actor: 'user' } }, 'value'],
    ['an asker in a list', { field: 'owner', op: 'in', value: [{ actor: 'user' }] }, 'value.0'],
    ['a pair of three', { field: 'custom.shoeSize', op: 'between', value: [1, 2, 3] }, 'value'],
    ['exists with text', { field: 'name', op: 'exists', value: 'yes' }, 'value'],
    ['a span of nothing', { field: 'createdAt', op: 'within', value: { last: 0, unit: 'day' } }, 'value'],
    ['a span of this hour', { field: 'createdAt', op: 'within', value: { this: 'hour' } }, 'value'],
  ])('refuses %s (F5)', (_, filter, path) => {
    expect(codes(filter)).toEqual([[path, 'operand-misfit']]);
  });

  it('refuses text that stores could not keep (M5), and money of two currencies (F5)', () => {
    expect(codes({ field: 'name', op: 'eq', value: 'a\0' })).toEqual([['value', 'malformed-text']]);
    expect(codes({ field: 'name', op: 'eq', value: '\ud800' })).toEqual([['value', 'malformed-text']]);
    expect(
      codes(
        {
          field: 'amount',
          op: 'between',
          value: [
            { amount: 1, currency: 'EUR' },
            { amount: 2, currency: 'USD' },
          ],
        },
        'deal',
      ),
    ).toEqual([['value', 'mixed-currencies']]);
  });

  it('refuses what is no filter, without an exception', () => {
    for (const malformed of [
      null,
      'x',
      5,
      [],
      {},
      { and: {} },
      { and: [], or: [] },
      { field: 'name', op: 'eq' },
      { field: 'name', op: 'eq', value: 'x', extra: 1 },
      { related: 'deals' },
    ]) {
      expect(codes(malformed)).toEqual([['', 'malformed-filter']]);
    }
    expect(codes({ field: 'name', op: 'like', value: 'x' })).toEqual([['op', 'unknown-operator']]);
    expect(codes({ related: 'orderz', measure: 'count', op: 'eq', value: 0 })).toEqual([
      ['related', 'unknown-relation'],
    ]);
    expect(codes({ related: 'deals', measure: { sum: 'name' }, op: 'eq', value: 0 })).toEqual([
      ['measure.sum', 'measure-misfit'],
    ]);
    expect(codes({ related: 'deals', measure: { sum: 'expectedCloseDate' }, op: 'eq', value: '2026-01-01' })).toEqual([
      ['measure.sum', 'measure-misfit'],
    ]);
    expect(codes({ field: '__proto__', op: 'eq', value: 'x' })).toEqual([['field', 'unknown-field']]);
    expect(codes({}, 'nothing')).toEqual([['', 'unknown-type']]);
  });

  it('keeps to its bounds (F15)', () => {
    const nested = (depth: number): unknown =>
      depth === 1 ? { field: 'name', op: 'eq', value: id } : { not: nested(depth - 1) };
    const many = (count: number) => ({
      or: Array.from({ length: count }, () => ({ field: 'name', op: 'eq', value: 'x' })),
    });
    expect(codes(nested(20))).toEqual([]);
    expect(codes(nested(21)).map(([, code]) => code)).toEqual(['too-deep']);
    expect(codes(nested(5_000)).map(([, code]) => code)).toEqual(['too-deep']);
    expect(codes(many(500))).toEqual([]);
    expect(codes(many(501))).toEqual([['or.500', 'too-many-clauses']]);
    expect(codes({ field: 'name', op: 'in', value: Array.from({ length: 1_001 }, () => 'x') })).toEqual([
      ['value', 'too-many-operands'],
    ]);
    expect(codes({ field: 'company.parent.parent.parent.name', op: 'eq', value: 'x' })).toEqual([]);
    expect(codes({ field: 'company.parent.parent.parent.parent.name', op: 'eq', value: 'x' })).toEqual([
      ['field', 'path-too-long'],
    ]);
  });
});

describe('operatorsOf (F4)', () => {
  it('gives ids and references names to compare by, keys an order', () => {
    const of = (path: string, type = 'contact') => operatorsOf(fieldPath(model, type, path)!.field);
    expect(of('id')).toEqual(['eq', 'ne', 'in', 'exists']);
    expect(of('owner')).toEqual(['eq', 'ne', 'in', 'exists']);
    expect(of('rank', 'deal')).toContain('startsWith');
    expect(of('rank', 'deal')).not.toContain('contains');
    expect(of('birthday')).toContain('within');
    expect(of('address')).toEqual(['exists']);
  });
});
