import { describe, expect, it } from 'vitest';
import type { Activity, CloseDateChange, Deal, Task } from '../model/index.ts';
import { aContext, aDeal, envelope, idOf, proposed, qualified, won } from './a-pipeline.ts';
import { dealHealth, type HealthRecords, type HealthSignal, type StageDuration } from './index.ts';

const day = 86_400_000;
// Ten days after the deal entered its stage, where it rots after 14.
const at = (date: string) => aContext({ now: `${date}T09:00:00.000Z` });
const activity = (occurredAt: string): Activity => ({
  ...envelope,
  type: 'activity',
  id: idOf(1),
  kind: 'call',
  occurredAt,
  deal: idOf(100),
});
const task = (dueAt: string, status: Task['status'] = 'open'): Task => ({
  ...envelope,
  type: 'task',
  id: idOf(2),
  subject: 'Call',
  status,
  dueAt,
  deal: idOf(100),
});
const change = (from: string | null, to: string): CloseDateChange => ({
  ...envelope,
  type: 'closeDateChange',
  id: idOf(3),
  deal: idOf(100),
  from,
  to,
  changedAt: '2026-01-06T09:00:00.000Z',
});

function health(fields: Partial<HealthRecords>, date: string, deal: Partial<Deal> = { nextStep: 'Call' }) {
  return dealHealth({ deal: aDeal(deal), stage: qualified, activities: [], tasks: [], ...fields }, at(date));
}
const codes = ({ signals }: { readonly signals: readonly HealthSignal[] }) => signals.map(({ code }) => code);

describe('P15 rotting', () => {
  it('counts from entering the stage', () => {
    expect(codes(health({}, '2026-01-18'))).toEqual([]);
    const result = health({}, '2026-01-19');
    expect(result.rotsAt).toBe('2026-01-19T09:00:00.000Z');
    expect(result.signals).toEqual([
      { code: 'rotting', params: { since: '2026-01-05T09:00:00.000Z', days: 14, limit: 14 } },
    ]);
  });

  it('or from the last activity, if that is later', () => {
    const activities = [activity('2026-01-10T09:00:00.000Z'), activity('2026-01-02T09:00:00.000Z')];
    expect(codes(health({ activities }, '2026-01-23'))).toEqual([]);
    expect(health({ activities }, '2026-01-26').signals).toMatchObject([
      { code: 'rotting', params: { since: '2026-01-10T09:00:00.000Z', days: 16 } },
    ]);
    const elsewhere = [{ ...activity('2026-01-20T09:00:00.000Z'), deal: idOf(5) }];
    expect(codes(health({ activities: elsewhere }, '2026-01-23'))).toEqual(['rotting']);
  });

  it('never from the creation of the deal or a change of some field', () => {
    const fields = { createdAt: '2025-01-01T09:00:00.000Z', updatedAt: '2026-01-30T09:00:00.000Z', nextStep: 'Call' };
    expect(codes(health({}, '2026-01-18', fields))).toEqual([]);
    expect(codes(health({}, '2026-01-30', fields))).toEqual(['rotting']);
  });

  it('not while something is planned', () => {
    const tasks = [task('2026-02-20T09:00:00.000Z')];
    const planned = health({ tasks }, '2026-02-10');
    expect(codes(planned)).toEqual([]);
    expect(planned.rotsAt).toBe('2026-02-20T09:00:00.000Z');
    expect(codes(health({ tasks }, '2026-02-21'))).toEqual(['rotting']);
    expect(codes(health({ tasks: [task('2026-02-20T09:00:00.000Z', 'done')] }, '2026-02-10'))).toEqual(['rotting']);
    expect(codes(health({ activities: [activity('2026-02-20T09:00:00.000Z')] }, '2026-02-10'))).toEqual([]);
  });

  it('not when closed, nor where the stage says no days', () => {
    expect(health({ stage: won }, '2027-01-01', { stage: won.id, status: 'won' })).toEqual({
      signals: [],
      rotsAt: null,
    });
    expect(health({ stage: { ...proposed, rottingDays: null } }, '2027-01-01').rotsAt).toBeNull();
  });
});

describe('P15 health', () => {
  const benchmark: StageDuration = {
    stage: qualified.id,
    stays: 20,
    lasting: 0,
    meanMilliseconds: 4 * day,
    p50: 3 * day,
    p75: 6 * day,
    p90: 9 * day,
  };

  it('a stay is slow against those of deals that were won', () => {
    expect(codes(health({ benchmark }, '2026-01-11'))).toEqual([]);
    expect(health({ benchmark }, '2026-01-12').signals).toEqual([
      { code: 'slow-in-stage', params: { days: 7, percentile: 75, limit: 6, stays: 20 } },
    ]);
    expect(health({ benchmark }, '2026-01-15').signals).toEqual([
      { code: 'slow-in-stage', params: { days: 10, percentile: 90, limit: 9, stays: 20 } },
    ]);
    expect(codes(health({ benchmark: { ...benchmark, stays: 4 } }, '2026-01-15'))).toEqual([]);
  });

  it('wants a next step: a text, a task or an activity to come', () => {
    expect(codes(health({}, '2026-01-06', {}))).toEqual(['no-next-step']);
    expect(codes(health({}, '2026-01-06', { nextStep: ' ' }))).toEqual(['no-next-step']);
    expect(codes(health({ tasks: [task('2026-01-07T09:00:00.000Z')] }, '2026-01-06', {}))).toEqual([]);
  });

  it('tells of a close date that is past, or was put off', () => {
    const late = health({}, '2026-01-08', { nextStep: 'Call', expectedCloseDate: '2026-01-06' });
    expect(late.signals).toEqual([{ code: 'close-date-passed', params: { date: '2026-01-06', days: 2 } }]);
    const closeDateChanges = [
      change('2026-02-01', '2026-02-11'),
      change('2026-02-11', '2026-02-01'),
      change('2026-02-01', '2026-03-01'),
      change(null, '2026-02-01'),
    ];
    expect(health({ closeDateChanges }, '2026-01-08').signals).toEqual([
      { code: 'close-date-pushed', params: { times: 2, days: 38 } },
    ]);
  });
});
