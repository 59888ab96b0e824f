import type { AnyRecord, Filter, OrderKey } from '@rapport/core';
import { fieldsOf, toInstant } from '@rapport/core/model';
import type { Mutation } from '@rapport/core/port';
import { compareRecords, orderOf } from '@rapport/core/query';
import type { Check, CheckContext } from '../check.ts';
import { pushAll } from '../sample/index.ts';
import { inParallel } from './in-parallel.ts';

async function readAll(
  { backend }: CheckContext,
  type: string,
  where: Filter,
  orderBy: readonly OrderKey[],
  limit: number,
  between?: () => Promise<void>,
): Promise<AnyRecord[]> {
  const found: AnyRecord[] = [];
  let after: string | null = null;
  do {
    const page = await backend.query({ type, where, orderBy, limit, ...(after === null ? {} : { after }) });
    found.push(...page.records);
    after = page.next;
    await between?.();
  } while (after !== null && found.length < 10_000);
  return found;
}

/** Q1 to Q4. */
export const pages: readonly Check[] = [
  {
    id: 'pages/order',
    claim: 'Every order is total and core’s, missing values last, page by page',
    async run(context, tally) {
      const { sample, description } = context;
      const orders: { type: string; orderBy: OrderKey[] }[] = [];
      for (const type of sample.records.keys()) {
        for (const { path } of fieldsOf(sample.model, type)) {
          if (!description.types[type]?.fields[path]?.sortable) continue;
          for (const direction of ['asc', 'desc'] as const)
            orders.push({ type, orderBy: [{ field: path, direction }] });
        }
      }
      orders.push({
        type: 'contact',
        orderBy: [
          { field: 'lifecycleStage', direction: 'desc' },
          { field: 'name', direction: 'asc' },
        ],
      });
      await inParallel(orders, 8, async ({ type, orderBy }) => {
        const made = sample.records.get(type) ?? [];
        const filterContext = { ...sample, now: description.now, timeZone: description.timeZone };
        const expected = [...made]
          .sort(compareRecords(orderOf(sample.model, type, orderBy), filterContext))
          .map(({ id }) => id);
        const found = (await readAll(context, type, sample.only(type), orderBy, 5)).map(({ id }) => id);
        tally.equal(found, expected, `${type} by ${JSON.stringify(orderBy)}`);
      });
    },
  },
  {
    id: 'pages/concurrent-writes',
    claim: 'No page skips or repeats a record while others write',
    notClaimed: ({ description }) => (description.paging.stable ? undefined : 'pages may shift while others write'),
    async run(context, tally) {
      const { backend, description, newId, now } = context;
      const tag = `pages-${newId()}`;
      const create = (name: string): Mutation => ({
        id: newId(),
        command: 'contact.create',
        at: toInstant(now()),
        patches: [{ op: 'create', type: 'contact', id: newId(), set: { name, tags: [tag] } }],
      });
      const names = Array.from({ length: 60 }, (_, index) => `Contact ${String(index % 7)}`);
      const results = await pushAll(backend, names.map(create), description.maxMutations);
      const made = results.flatMap((result) =>
        'written' in result ? result.written.flatMap((each) => ('record' in each ? [each.record] : [])) : [],
      );
      const [gone, stays] = [made.filter((_, index) => index % 10 === 0), made.filter((_, index) => index % 10 !== 0)];
      let turn = 0;
      const disturb = async () => {
        const victim = gone[turn++];
        const mutations = [create(`Contact ${turn % 9}`), create('')];
        if (victim)
          mutations.push({
            id: newId(),
            command: 'contact.delete',
            at: toInstant(now()),
            patches: [{ op: 'delete', type: 'contact', id: victim.id }],
          });
        await pushAll(
          backend,
          mutations.filter(({ patches: [patch] }) => patch?.op !== 'create' || patch.set['name'] !== ''),
          description.maxMutations,
        );
      };
      const where: Filter = { field: 'tags', op: 'has', value: tag };
      const found = (await readAll(context, 'contact', where, [{ field: 'name', direction: 'desc' }], 7, disturb)).map(
        ({ id }) => id,
      );
      tally.equal(found.length, new Set(found).size, 'records and different records');
      for (const { id } of stays) tally.holds(found.includes(id), () => `${id} was there throughout and was skipped`);
    },
  },
  {
    id: 'pages/cursors',
    claim: 'A cursor of another query is refused',
    async run({ backend }, tally) {
      const { next } = await backend.query({
        type: 'contact',
        limit: 1,
        orderBy: [{ field: 'name', direction: 'asc' }],
      });
      tally.holds(next !== null, () => 'no next page, though there are more contacts');
      if (next === null) return;
      await tally.rejects(
        backend.query({ type: 'contact', limit: 1, after: next }),
        'InvalidInputError',
        'another order',
      );
      await tally.rejects(
        backend.query({ type: 'company', limit: 1, after: next, orderBy: [{ field: 'name', direction: 'asc' }] }),
        'InvalidInputError',
        'another type',
      );
      await tally.rejects(
        backend.query({ type: 'contact', limit: 1, after: 'nonsense' }),
        'InvalidInputError',
        'no cursor at all',
      );
    },
  },
  {
    id: 'pages/totals',
    claim: 'Totals are what they are called',
    notClaimed: ({ description }) => (description.total === 'unknown' ? 'totals are unknown' : undefined),
    async run({ backend, sample, description }, tally) {
      for (const [type, made] of sample.records) {
        const { total } = await backend.query({ type, where: sample.only(type), limit: 3, total: true });
        tally.equal(total.kind, description.total, `${type}: kind`);
        if (total.kind === 'exact') tally.equal(total.value, made.length, `${type}: total`);
      }
    },
  },
];
