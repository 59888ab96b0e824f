import { describe, expect, it } from 'vitest';
import { checkFilter } from '../../filter/index.ts';
import { fieldPath, standardModel, standardTypes, type AnyRecord, type RecordRef } from '../../model/index.ts';
import { timelineTest } from '../match.ts';
import {
  activityItems,
  consentItems,
  doneTaskItems,
  mentionItems,
  messageItems,
  recordFilter,
  solvedTicketItems,
  stageChangeItems,
  taskItems,
  ticketItems,
  type TimelineSubject,
} from './index.ts';

const all = [
  activityItems,
  mentionItems,
  messageItems,
  ticketItems,
  solvedTicketItems,
  stageChangeItems,
  taskItems,
  doneTaskItems,
  consentItems,
];
const at = '2026-03-02T10:00:00.000Z';
const id = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const aRecord = (type: string, values: Readonly<Record<string, unknown>> = {}): AnyRecord => ({
  type,
  id: id(1),
  version: 1,
  createdAt: at,
  updatedAt: at,
  externalIds: {},
  custom: {},
  ...values,
});
const byId: TimelineSubject = { type: 'contact', name: { id: id(1) } };
const byForeignName: TimelineSubject = { type: 'contact', name: { system: 'erp', externalId: '10042' } };
const subjects = (['contact', 'company', 'deal'] as const).flatMap((type): TimelineSubject[] => [
  { ...byId, type },
  { ...byForeignName, type },
]);
const nobody = { resolve: () => undefined };

describe.each(all.map((records) => [records.source, records] as const))('%s', (_, records) => {
  it('asks questions that the model can answer, for every kind of subject and filter', () => {
    for (const subject of subjects) {
      const filters = [{}, { kinds: records.kinds.slice(0, 1) }, { channels: ['email'] }, { search: 'Ärger' }].map(
        (filter) => recordFilter(records, subject, filter),
      );
      for (const filter of filters) if (filter) expect(checkFilter(standardModel, records.type, filter)).toEqual([]);
    }
    expect(fieldPath(standardModel, records.type, records.at)?.comparison).toBe('instant');
    for (const [field, target] of Object.entries(records.references))
      expect(fieldPath(standardModel, records.type, field)?.field.target).toBe(target);
  });

  it('T5: asks nothing where it has no item of the kinds wanted', () => {
    expect(recordFilter(records, byId, { kinds: ['order'] })).toBeNull();
    expect(recordFilter(records, byId, { kinds: [] })).toBeNull();
  });

  it('T5: shows whatever its search looks into, so that no found item is dropped again', () => {
    const resolve = ({ type }: RecordRef): AnyRecord =>
      aRecord(type, { name: `needle ${type}`, subject: `needle ${type}` });
    for (const path of records.searched) {
      const values: Record<string, unknown> = {
        kind: 'note',
        occurredAt: at,
        status: 'open',
        statusCategory: 'open',
        sentAt: at,
        visibility: 'public',
        body: '',
        changedAt: at,
        to: id(9),
        ticket: id(8),
        capturedAt: at,
        channel: 'email',
        purpose: '',
        legalBasis: 'consent',
        subject: '',
      };
      const [first = '', more] = path.split('.');
      values[first] = more ? id(7) : 'the needle';
      const item = records.item(aRecord(records.type, values), more ? { resolve } : nobody);
      expect(timelineTest({ search: 'NEEDLE' })(item), path).toBe(true);
    }
  });
});

describe('items of records', () => {
  it('names its own sources and kinds once', () => {
    expect(new Set(all.map(({ source }) => source)).size).toBe(all.length);
    const kinds = all
      .filter(({ source }) => source !== 'mentions' && source !== 'doneTasks')
      .flatMap((records) => records.kinds);
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const { type } of all) expect(Object.keys(standardTypes)).toContain(type);
  });

  it('asks by a foreign name along the reference', () => {
    expect(recordFilter(activityItems, byForeignName, {})).toEqual({
      field: 'contact.externalIds.erp',
      op: 'eq',
      value: '10042',
    });
    expect(recordFilter(mentionItems, byForeignName, {})).toBeNull();
  });

  it('leaves out what an activity does not have, and people of whom nothing is known', () => {
    const item = activityItems.item(
      aRecord('activity', { kind: 'call', occurredAt: at, subject: null, author: id(2) }),
      nobody,
    );
    expect(item).toEqual({
      id: id(1),
      source: 'activities',
      kind: 'call',
      occurredAt: at,
      channel: 'phone',
      people: [],
      facts: [],
      foldable: false,
      ref: { type: 'activity', id: id(1) },
    });
  });

  it('puts whom an activity came from first', () => {
    const resolve = ({ type }: RecordRef): AnyRecord => aRecord(type, { name: type === 'user' ? 'Mika' : 'Ana' });
    const people = (direction: string) =>
      activityItems
        .item(
          aRecord('activity', {
            kind: 'email',
            occurredAt: at,
            direction,
            contact: id(2),
            author: id(3),
            participants: [{ role: 'cc', address: 'legal@nordwind.example' }],
          }),
          { resolve },
        )
        .people?.map(({ name }) => name);
    expect(people('inbound')).toEqual(['Ana', 'Mika', 'legal@nordwind.example']);
    expect(people('outbound')).toEqual(['Mika', 'Ana', 'legal@nordwind.example']);
  });

  it('tells a won deal’s move, with the stage it came from, how long it was there, and the amount', () => {
    const resolve = (ref: RecordRef): AnyRecord | undefined =>
      ({
        deal: aRecord('deal', { name: 'Framework 2027' }),
        stage:
          ref.id === id(5)
            ? aRecord('stage', { name: 'Won', stageType: 'won' })
            : aRecord('stage', { name: 'Proposal', stageType: 'open' }),
      })[ref.type];
    const item = stageChangeItems.item(
      aRecord('stageChange', {
        deal: id(2),
        from: id(4),
        to: id(5),
        changedAt: at,
        durationMilliseconds: 86_400_000,
        amount: { amount: 3_600_000, currency: 'EUR' },
      }),
      { resolve },
    );
    expect(item).toMatchObject({
      title: 'Framework 2027',
      durationSeconds: 86_400,
      amount: { amount: 3_600_000, currency: 'EUR' },
      facts: [
        { label: 'fromStage', value: 'Proposal' },
        { label: 'toStage', value: 'Won', tone: 'good' },
      ],
    });
  });
});
