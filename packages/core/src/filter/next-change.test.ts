import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardModel, toInstant, type AnyRecord } from '../model/index.ts';
import { compile } from './compile.ts';
import type { FilterContext } from './context.ts';
import type { Filter, RelativeSpan } from './filter.ts';
import { nextChange } from './next-change.ts';

const id = '0190aaaa-0000-7000-8000-000000000001';
const contact = (fields: object): AnyRecord => ({
  type: 'contact',
  id,
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  externalIds: {},
  custom: {},
  name: 'x',
  ...fields,
});
const at = (now: string, timeZone = 'Europe/Berlin', activities: readonly AnyRecord[] = []): FilterContext => ({
  model: standardModel,
  now,
  timeZone,
  resolve: () => undefined,
  referring: () => activities,
});
const created = (value: RelativeSpan): Filter => ({ field: 'createdAt', op: 'within', value });
const next = (filter: Filter, createdAt: string, context: FilterContext) =>
  nextChange(filter, contact({ createdAt }), context);

describe('nextChange (F14)', () => {
  it('is the moment a value leaves the past span, to the millisecond', () => {
    expect(next(created({ last: 2, unit: 'hour' }), '2026-11-21T11:00:00.000Z', at('2026-11-21T12:00:00.000Z'))).toBe(
      '2026-11-21T13:00:00.001Z',
    );
    expect(next(created({ last: 30, unit: 'day' }), '2026-10-01T10:00:00.000Z', at('2026-10-20T10:00:00.000Z'))).toBe(
      '2026-10-31T11:00:00.001Z',
    );
    expect(next(created({ last: 1, unit: 'day' }), '2026-11-01T10:00:00.000Z', at('2026-11-21T12:00:00.000Z'))).toBe(
      null,
    );
  });
  it('is the moment a coming value enters it', () => {
    expect(next(created({ last: 1, unit: 'day' }), '2026-12-01T10:00:00.000Z', at('2026-11-21T12:00:00.000Z'))).toBe(
      '2026-12-01T10:00:00.001Z',
    );
    expect(next(created({ next: 1, unit: 'week' }), '2026-12-01T10:00:00.000Z', at('2026-11-21T12:00:00.000Z'))).toBe(
      '2026-11-24T10:00:00.001Z',
    );
  });
  it('is a midnight of the zone for calendar units', () => {
    expect(next(created({ this: 'day' }), '2026-11-21T10:00:00.000Z', at('2026-11-21T12:00:00.000Z'))).toBe(
      '2026-11-21T23:00:00.000Z',
    );
    expect(
      next(
        created({ this: 'month', offset: -1 }),
        '2026-11-21T10:00:00.000Z',
        at('2026-11-21T12:00:00.000Z', 'Asia/Kathmandu'),
      ),
    ).toBe('2026-11-30T18:15:00.000Z');
  });
  it('follows a month that is cut short: 28 February is a month before 28, 29, 30 and 31 March', () => {
    // Left behind on 28 March at 10:00, in again on the 29th at midnight, and so on: each turn is told.
    const filter = created({ last: 1, unit: 'month' });
    const context = (now: string) => at(now, 'UTC');
    expect(next(filter, '2026-02-28T10:00:00.000Z', context('2026-03-20T00:00:00.000Z'))).toBe(
      '2026-03-28T10:00:00.001Z',
    );
    expect(next(filter, '2026-02-28T10:00:00.000Z', context('2026-03-28T10:00:00.001Z'))).toBe(
      '2026-03-29T00:00:00.000Z',
    );
    expect(next(filter, '2026-02-28T10:00:00.000Z', context('2026-03-31T10:00:00.001Z'))).toBe(null);
  });
  it('is soon told at the ends of time, where foreign systems keep “for ever”', () => {
    const [first, last] = ['0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'];
    const nearly = '9999-12-31T21:00:00.000Z';
    for (const zone of ['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/New_York'])
      for (const unit of ['minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const) {
        expect(next(created({ next: 3, unit }), last, at('2026-04-30T06:15:00.000Z', zone))).toBe(last);
        expect(next(created({ next: 3, unit }), nearly, at('2026-04-30T06:15:00.000Z', zone))).toMatch(/^999[69]-/);
        expect(next(created({ last: 3, unit }), first, at('2026-04-30T06:15:00.000Z', zone))).toBeNull();
      }
    expect(next(created({ last: 50, unit: 'year' }), first, at('0030-04-30T06:15:00.000Z', 'UTC'))).toBe(
      '0051-01-01T00:00:00.001Z',
    );
  });

  it('waits in a group for all that decide it', () => {
    const soon = created({ last: 2, unit: 'hour' });
    const late = created({ last: 2, unit: 'day' });
    const [value, now] = ['2026-11-21T11:00:00.000Z', at('2026-11-21T12:00:00.000Z', 'UTC')];
    expect(next({ or: [soon, late] }, value, now)).toBe('2026-11-23T11:00:00.001Z');
    expect(next({ and: [soon, late] }, value, now)).toBe('2026-11-21T13:00:00.001Z');
    expect(next({ and: [soon, { field: 'name', op: 'eq', value: 'y' }] }, value, now)).toBe(null);
    expect(next({ not: soon }, value, now)).toBe('2026-11-21T13:00:00.001Z');
  });
  it('is for a count the moment so many have come or gone: no activity in 30 days', () => {
    const activities = ['2026-11-01', '2026-11-10', '2026-11-20'].map((day) => ({
      ...contact({}),
      type: 'activity',
      occurredAt: `${day}T10:00:00.000Z`,
    }));
    const quiet = (value: number): Filter => ({
      related: 'activities',
      where: { field: 'occurredAt', op: 'within', value: { last: 30, unit: 'day' } },
      measure: 'count',
      op: 'eq',
      value,
    });
    const context = at('2026-11-21T12:00:00.000Z', 'UTC', activities);
    expect(next(quiet(0), '2026-01-01T00:00:00.000Z', context)).toBe('2026-12-20T10:00:00.001Z');
    expect(next(quiet(3), '2026-01-01T00:00:00.000Z', context)).toBe('2026-12-01T10:00:00.001Z');
    expect(next(quiet(4), '2026-01-01T00:00:00.000Z', context)).toBe(null);
  });
  it('is, for one clause, the very moment of the turn', () => {
    const spans: fc.Arbitrary<RelativeSpan> = fc.oneof(
      fc.record({
        last: fc.integer({ min: 1, max: 40 }),
        unit: fc.constantFrom('minute', 'hour', 'day', 'week', 'month', 'quarter'),
      }) as fc.Arbitrary<RelativeSpan>,
      fc.record({
        next: fc.integer({ min: 1, max: 40 }),
        unit: fc.constantFrom('day', 'month'),
      }) as fc.Arbitrary<RelativeSpan>,
      fc.record({
        this: fc.constantFrom('day', 'week', 'month', 'quarter', 'year'),
        offset: fc.integer({ min: -3, max: 3 }),
      }) as fc.Arbitrary<RelativeSpan>,
    );
    const [from, to] = [Date.parse('2010-01-01T00:00:00.000Z'), Date.parse('2027-01-01T00:00:00.000Z')];
    const zone = fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'America/Sao_Paulo',
      'Pacific/Apia',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
    );
    fc.assert(
      fc.property(
        spans,
        fc.integer({ min: from, max: to }),
        fc.integer({ min: -400, max: 400 }),
        fc.nat(86_400_000),
        zone,
        (span, now, days, rest, timeZone) => {
          const context = at(toInstant(now), timeZone);
          const record = contact({ createdAt: toInstant(now + days * 86_400_000 + rest) });
          const turn = nextChange(created(span), record, context);
          fc.pre(turn !== null);
          const compiled = compile(created(span), 'contact', context);
          expect(compiled(record, toInstant(Date.parse(String(turn)) - 1))).toBe(compiled(record));
          expect(compiled(record, String(turn))).toBe(!compiled(record));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
