import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidInputError, RapportError, type Backend, type Query } from '@rapport/core';
import { createMemoryStore } from '@rapport/core/memory';
import { openStore, sqlBackend, type Store, type StoreOptions } from '@rapport/server';
import { worlds, type World } from './arbitraries.ts';
import { describeDifference } from './difference.ts';
import { policy, storeTimeZone } from './policy.ts';
import { questions, type Question } from './questions.ts';
import { holds, isReplay, runs } from './replay.ts';
import { settle, type SettledWorld } from './settled-world.ts';

const questionsPerWorld = 20;
const usualWorlds = 65;

/** What a read says by itself: what there is, in its order, or why it can't be asked. Cursors of the feed are each store's own. */
async function answer(backend: Backend, question: Question): Promise<unknown> {
  try {
    if (question.ask === 'get') return await backend.get(question.refs);
    if (question.ask === 'aggregate') return await backend.aggregate(question.query);
    return { pages: await pagesOf(backend, question.query) };
  } catch (error) {
    if (error instanceof InvalidInputError) return { code: error.code, issues: error.issues };
    if (error instanceof RapportError && !('status' in error)) return { code: error.code };
    throw error;
  }
}

async function pagesOf(backend: Backend, query: Query): Promise<readonly unknown[]> {
  const pages: unknown[] = [];
  let after: string | undefined;
  do {
    const { records, next, total } = await backend.query({ ...query, ...(after === undefined ? {} : { after }) });
    // A cursor is its backend's own affair.
    pages.push({ records, more: next !== null, total });
    after = next ?? undefined;
  } while (after !== undefined && pages.length < 100);
  return pages;
}

/** Holds a database's answers to those of memory: worlds with many questions each, a tenant per world. */
export function agreeOnReads(name: string, place: () => Promise<Pick<StoreOptions, 'databaseUrl'>>): void {
  describe(name, () => {
    let now = 0;
    const clock = (): number => now;
    let worldsMade = 0;
    let store: Store;
    const newId = (): string => crypto.randomUUID();
    beforeAll(async () => {
      store = await openStore({ ...(await place()), clock, newId, policy, timeZone: storeTimeZone });
    });
    afterAll(() => store.close());

    /** Puts a world into a tenant of its own. */
    const load = async ({ extension }: World, { mutations }: SettledWorld): Promise<string> => {
      const tenant = `world${worldsMade++}`;
      await store.modelOf(tenant);
      await store.extendModel(tenant, extension);
      const backend = sqlBackend(store, { tenant, role: 'admin' });
      for (const { at, mutation } of mutations) {
        now = Date.parse(at);
        const [result] = await backend.push([mutation]);
        if (result?.status !== 'applied') throw new Error(`The world could not be made: ${JSON.stringify(result)}`);
      }
      return tenant;
    };

    test(
      'F1-F15, Q1-Q5, A9, A10: records, order, pages, totals and figures are those of memory',
      { timeout: 900_000 },
      async () => {
        const asked = { questions: 0, answered: 0, pages: 0, figures: 0 };
        const made = worlds().chain((world) =>
          fc.tuple(
            fc.constant(world),
            fc.array(questions(world), { minLength: questionsPerWorld, maxLength: questionsPerWorld }),
          ),
        );
        const property = fc.asyncProperty(made, async ([drawn, list]) => {
          const settled = settle(drawn);
          const world: World = { ...drawn, records: settled.records };
          const tenant = await load(world, settled);
          const memory = createMemoryStore({
            extension: world.extension,
            policy,
            clock,
            newId,
            timeZone: storeTimeZone,
            records: world.records,
          });
          now = Date.parse(world.now);
          for (const question of [everyRecord(world), ...list]) {
            const actor = { ...question.actor, tenant };
            const expected = await answer(memory.backendFor(actor), question);
            const got = await answer(sqlBackend(store, actor), question);
            if (!isDeepStrictEqual(got, expected)) throw new Error(describeDifference(world, question, expected, got));
            count(asked, expected);
          }
        });
        await holds('totals and figures', property, usualWorlds);
        if (runs(usualWorlds) < usualWorlds || isReplay) return;
        expect(asked.questions).toBeGreaterThan(1_200);
        // Questions that have no answer would agree, too.
        expect(asked.answered).toBeGreaterThan(asked.questions * 0.35);
        expect(asked.pages).toBeGreaterThan(asked.questions * 0.08);
        expect(asked.figures).toBeGreaterThan(asked.questions * 0.1);
      },
    );
  });
}

/** Whether the world came to be as it was meant: every record, read back. */
const everyRecord = (world: World): Question => ({
  ask: 'get',
  type: 'contact',
  actor: { role: 'admin' },
  refs: world.records.map(({ type, id }) => ({ type, name: { id } })),
});

function count(
  asked: { questions: number; answered: number; pages: number; figures: number },
  expected: unknown,
): void {
  const {
    pages = [],
    rows = [],
    records = [],
  } = expected as {
    pages?: readonly { readonly records: readonly unknown[] }[];
    rows?: readonly unknown[];
    records?: readonly unknown[];
  };
  const found = pages.flatMap((page) => page.records).length;
  asked.questions += 1;
  asked.pages += Math.max(0, pages.length - 1);
  asked.figures += rows.length;
  asked.answered += Number(found > 0 || rows.length > 0 || records.length > 0);
}
