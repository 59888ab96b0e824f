import { toInstant, type AnyRecord } from '@rapport/core';
import { createMemoryStore } from '@rapport/core/memory';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClient } from '../create-client.ts';
import { aContact, aRecord, countingIds, idOf, settle, VirtualTime } from '../testing/index.ts';
import { createTimeline, type TimelineOptions } from './index.ts';

const noon = Date.parse('2026-03-01T12:00:00.000Z');
const base = [
  aRecord('company', 1, { name: 'Nordwind', externalIds: { erp: 'C1' } }),
  aContact(2, { name: 'Ana', company: idOf(1), externalIds: { erp: '10042' } }),
  aContact(3, { name: 'Jonas', externalIds: { erp: '10043' } }),
];
const types = ['activity', 'task', 'consent'] as const;

/** A record about one of the contacts or the company; few different instants, so that there are ties. */
const records = fc.record({
  type: fc.constantFrom(...types),
  about: fc.constantFrom(idOf(2), idOf(3), null),
  isOfCompany: fc.boolean(),
  isOtherPresent: fc.boolean(),
  minute: fc.nat(12),
});
type Sketch = typeof records extends fc.Arbitrary<infer Value> ? Value : never;

function valuesOf({ type, about, isOfCompany, isOtherPresent, minute }: Sketch): Readonly<Record<string, unknown>> {
  const at = toInstant(noon - minute * 60_000);
  const contact = about === null ? {} : { contact: about };
  const company = isOfCompany ? { company: idOf(1) } : {};
  switch (type) {
    case 'activity':
      return {
        kind: 'note',
        occurredAt: at,
        subject: `note at ${minute}`,
        ...contact,
        ...company,
        ...(isOtherPresent ? { contacts: [idOf(2)] } : {}),
      };
    case 'task':
      return { subject: `task at ${minute}`, status: 'done', completedAt: at, ...contact, ...company };
    case 'consent':
      return {
        contact: about ?? idOf(3),
        channel: 'email',
        purpose: 'news',
        legalBasis: 'consent',
        status: 'granted',
        capturedAt: at,
      };
  }
}

/** What belongs to a subject, worked out anew: place and id, newest first. */
function expected(all: readonly AnyRecord[], subject: 'contact' | 'company'): string[] {
  const places = all.flatMap((record) => {
    const isAna = record['contact'] === idOf(2);
    const isMentioned = !isAna && Array.isArray(record['contacts']) && record['contacts'].includes(idOf(2));
    const belongs =
      subject === 'contact'
        ? isAna || isMentioned
        : isAna || (record.type !== 'consent' && record['company'] === idOf(1));
    const at = record['occurredAt'] ?? record['completedAt'] ?? record['capturedAt'];
    // Of a company's contacts only activities and consents are its own, too.
    const counts = subject === 'contact' || record.type !== 'task' || record['company'] === idOf(1);
    const source = {
      activity: subject === 'contact' && isMentioned ? 'mentions' : 'activities',
      task: 'doneTasks',
      consent: 'consents',
    }[record.type as 'activity'];
    return belongs && counts ? [`${String(at)} ${source} ${record.id}`] : [];
  });
  return places.sort().reverse();
}

const actions = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), who: fc.constantFrom('me', 'other'), sketch: records }),
  fc.record({
    kind: fc.constant('change' as const),
    who: fc.constantFrom('me', 'other'),
    which: fc.nat(),
    sketch: records,
  }),
  fc.record({ kind: fc.constant('delete' as const), who: fc.constantFrom('me', 'other'), which: fc.nat() }),
  fc.record({ kind: fc.constant('more' as const) }),
  fc.record({ kind: fc.constant('wait' as const) }),
);
const subjects = fc.constantFrom<TimelineOptions['subject']>(
  { type: 'contact', name: { id: idOf(2) } },
  { type: 'contact', name: { system: 'erp', externalId: '10042' } },
  { type: 'company', name: { id: idOf(1) } },
  { type: 'company', name: { system: 'erp', externalId: 'C1' } },
);

describe('a timeline over the whole client', () => {
  it('T1, T2, T6: ends with what there is, in order, whoever wrote it and whenever', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(records, { maxLength: 20 }),
        fc.array(actions, { maxLength: 12 }),
        subjects,
        async (first, script, subject) => {
          const time = new VirtualTime();
          const present = first.map((sketch, index) => aRecord(sketch.type, 100 + index, valuesOf(sketch)));
          const store = createMemoryStore({
            clock: time.clock,
            newId: countingIds(500_000),
            records: [...base, ...present],
          });
          const newId = countingIds(1_000_000);
          const open = () =>
            createClient({
              backend: store.backendFor({ tenant: 't', role: 'admin' }),
              clock: time.clock,
              schedule: time.schedule,
              newId,
              random: () => 0,
              wake: () => () => {},
            });
          const [me, other] = [open(), open()];
          const timeline = createTimeline(me, { subject, timeZone: 'UTC', pageSize: 3, schedule: time.schedule });
          timeline.subscribe(() => undefined);
          await settle();
          const ids: { readonly type: string; readonly id: string }[] = present.map(({ type, id }) => ({ type, id }));
          for (const action of script) {
            const client = 'who' in action && action.who === 'other' ? other : me;
            const chosen = 'which' in action ? ids[action.which % Math.max(1, ids.length)] : undefined;
            if (action.kind === 'write') {
              const id = newId();
              ids.push({ type: action.sketch.type, id });
              void client.write({
                command: `${action.sketch.type}.create`,
                patches: [{ op: 'create', type: action.sketch.type, id, set: { ...valuesOf(action.sketch) } }],
              });
            } else if (action.kind === 'change' && chosen) {
              const set = { ...valuesOf({ ...action.sketch, type: chosen.type as Sketch['type'] }) };
              void client.write({ command: `${chosen.type}.update`, patches: [{ op: 'update', ...chosen, set }] });
            } else if (action.kind === 'delete' && chosen) {
              void client.write({ command: `${chosen.type}.delete`, patches: [{ op: 'delete', ...chosen }] });
            } else if (action.kind === 'more') {
              timeline.loadMore();
            } else {
              await time.pass(1_000);
            }
          }
          await time.pass(5_000);
          for (let page = 0; page < 40 && timeline.getSnapshot().hasMore; page++) {
            timeline.loadMore();
            await time.pass(1_000);
          }
          const backend = store.backendFor({ tenant: 't', role: 'admin' });
          const all = (await Promise.all(types.map((type) => backend.query({ type, limit: 1_000 })))).flatMap(
            (page) => page.records,
          );
          const { items, missing, hasMore } = timeline.getSnapshot();
          expect({ missing, hasMore }).toEqual({ missing: [], hasMore: false });
          expect(items.map((item) => `${item.occurredAt} ${item.source} ${item.id}`)).toEqual(
            expected(all, subject.type as 'contact'),
          );
          expect(items.some(({ pending }) => pending)).toBe(false);
          timeline.close();
          me.close();
          other.close();
        },
      ),
      { numRuns: 60 },
    );
  });
});
