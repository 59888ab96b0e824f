import type { AnyRecord, Filter } from '@rapport/core';
import { createMemoryStore } from '@rapport/core/memory';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createClient } from './index.ts';
import { aContact, aRecord, countingIds, idOf, settle, VirtualTime } from './testing/index.ts';

const agent = idOf(900);
const company = fc.integer({ min: 500, max: 502 });
const contact = fc.integer({ min: 1, max: 5 });
const step = fc.oneof(
  fc.record({ kind: fc.constant('move' as const), contact, company }),
  fc.record({ kind: fc.constant('rename' as const), company, industry: fc.constantFrom('Steel', 'Paper') }),
  fc.record({ kind: fc.constant('call' as const), contact, minutes: fc.integer({ min: 0, max: 90 }) }),
  fc.record({ kind: fc.constant('own' as const), contact, isMine: fc.boolean() }),
  fc.record({ kind: fc.constant('delete' as const), contact }),
  fc.record({ kind: fc.constant('time' as const), milliseconds: fc.integer({ min: 1, max: 3_600_000 }) }),
);
const filters: readonly Filter[] = [
  { field: 'company.industry', op: 'eq', value: 'Steel' },
  { related: 'activities', measure: 'count', op: 'gte', value: 1 },
  {
    related: 'activities',
    where: { field: 'occurredAt', op: 'within', value: { last: 1, unit: 'hour' } },
    measure: 'count',
    op: 'eq',
    value: 0,
  },
  { field: 'owner', op: 'eq', value: { actor: 'user' } },
];

it('two clients of one store agree with it, also on filters over other records, over time and over who asks (L1, L6, L7)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), step), { maxLength: 20 }), async (steps) => {
      const time = new VirtualTime();
      const newId = countingIds(100_000);
      const records: AnyRecord[] = [
        aRecord('user', 900, { name: 'Agent', email: 'agent@example.com' }),
        ...[500, 501, 502].map((number) =>
          aRecord('company', number, { name: `Company ${number}`, industry: number === 500 ? 'Steel' : 'Paper' }),
        ),
        ...[1, 2, 3, 4, 5].map((number) => aContact(number, { company: idOf(500 + (number % 3)) })),
      ];
      const store = createMemoryStore({ clock: time.clock, newId, records });
      const backend = store.backendFor({ tenant: 'main', role: 'admin', user: agent });
      const clients = [0, 1].map(() =>
        createClient({
          backend,
          clock: time.clock,
          schedule: time.schedule,
          newId,
          random: () => 0,
          wake: () => () => {},
        }),
      );
      const queries = clients.flatMap((client) =>
        filters.map((where) => {
          const query = client.live({
            type: 'contact',
            where,
            orderBy: [{ field: 'company.name', direction: 'desc' }],
          });
          query.subscribe(() => {});
          return { where, query };
        }),
      );
      await settle();
      const turns: number[] = [];
      for (const [isFirst, one] of steps) {
        const [first, second] = clients;
        const client = isFirst ? first : second;
        if (!client) continue;
        switch (one.kind) {
          case 'move':
            void client.update('contact', idOf(one.contact), { company: idOf(one.company) });
            break;
          case 'rename':
            void client.update('company', idOf(one.company), { industry: one.industry });
            break;
          case 'call': {
            const at = time.now - 60_000 * one.minutes;
            turns.push(at + 3_600_000);
            void client.create('activity', {
              kind: 'call',
              occurredAt: new Date(at).toISOString(),
              contact: idOf(one.contact),
            });
            break;
          }
          case 'own':
            void client.update('contact', idOf(one.contact), { owner: one.isMine ? agent : null });
            break;
          case 'delete':
            void client.delete('contact', idOf(one.contact));
            break;
          case 'time':
            await time.pass(one.milliseconds);
            break;
        }
        await settle();
      }
      await time.pass(120_000);
      // What time alone changes is found within a minute.
      while (turns.some((turn) => turn <= time.now && turn > time.now - 61_000)) await time.pass(61_000);
      for (const { where, query } of queries) {
        const expected = await backend.query({
          type: 'contact',
          where,
          orderBy: [{ field: 'company.name', direction: 'desc' }],
        });
        expect(query.getSnapshot().status).toBe('ready');
        expect(query.getSnapshot().records).toEqual(expected.records);
      }
      clients.forEach((client) => client.close());
    }),
    {
      numRuns: 60,
      // One that stays, and stands elsewhere: only the backend can tell where.
      examples: [
        [
          [
            [false, { kind: 'rename', company: 500, industry: 'Steel' }],
            [false, { kind: 'rename', company: 501, industry: 'Steel' }],
            [false, { kind: 'time', milliseconds: 250 }],
            [false, { kind: 'move', contact: 1, company: 500 }],
          ],
        ],
      ],
    },
  );
});
