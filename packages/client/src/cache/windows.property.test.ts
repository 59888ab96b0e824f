import { runQuery, type AnyRecord, type Backend, type Filter, type Query } from '@rapport/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createClient, type Client, type DeviceStorage, type LiveQuery } from '../index.ts';
import {
  aContact,
  countingIds,
  FakeBrowser,
  idOf,
  MemoryDevice,
  ScriptedBackend,
  settle,
  VirtualTime,
  type FakeTab,
} from '../testing/index.ts';

const countries = ['DE', 'FR', 'US'] as const;
const number = fc.integer({ min: 1, max: 14 });
const values = fc.record({
  name: fc.constantFrom('Ada', 'Bob', 'Čapek', 'Zoe'),
  country: fc.constantFrom(...countries),
});
const where = fc.constantFrom<(Filter | undefined)[]>(
  undefined,
  ...countries.map((value) => ({ field: 'country', op: 'eq', value }) as const),
  {
    and: [
      { field: 'country', op: 'eq', value: 'DE' },
      { field: 'name', op: 'in', value: ['Ada', 'Zoe'] },
    ],
  },
  { field: 'owner', op: 'eq', value: { actor: 'user' } },
);
const orderBy: fc.Arbitrary<Query['orderBy']> = fc.constantFrom(undefined, [{ field: 'name', direction: 'asc' }]);
const request = fc.record({ where, orderBy, limit: fc.constantFrom(2, 5, 50) });
const window = fc.nat(4);
const of = <Kind extends string, Fields extends object>(
  kind: Kind,
  fields: { [K in keyof Fields]: fc.Arbitrary<Fields[K]> },
) => fc.record({ kind: fc.constant(kind), ...fields }) as fc.Arbitrary<{ kind: Kind } & Fields>;

const step = fc.oneof(
  { weight: 6, arbitrary: of('theirs', { number, values }) },
  { weight: 2, arbitrary: of('gone', { number }) },
  { weight: 2, arbitrary: of('mine', { window, number, values }) },
  { weight: 10, arbitrary: of('deliver', { choice: fc.nat(60) }) },
  { weight: 4, arbitrary: of('answer', { index: fc.nat(5) }) },
  { weight: 2, arbitrary: of('join', { request }) },
  { weight: 3, arbitrary: of('open', { window, request }) },
  { weight: 2, arbitrary: of('close', { window }) },
  { weight: 2, arbitrary: of('crash', { window }) },
  { weight: 1, arbitrary: of('leave', { window }) },
  { weight: 1, arbitrary: of('freeze', { window, isTold: fc.boolean() }) },
  { weight: 2, arbitrary: of('resume', { window }) },
  { weight: 1, arbitrary: of('break', {}) },
  { weight: 1, arbitrary: of('down', {}) },
  { weight: 1, arbitrary: of('up', {}) },
  { weight: 1, arbitrary: of('full', {}) },
  { weight: 4, arbitrary: of('time', { milliseconds: fc.integer({ min: 1, max: 3_000 }) }) },
);

interface Opened {
  readonly asked: { readonly where?: Filter; readonly orderBy?: NonNullable<Query['orderBy']>; readonly limit: number };
  readonly query: LiveQuery;
  readonly stop: () => void;
}

interface Page {
  readonly client: Client;
  readonly window: FakeTab;
  readonly death: AbortController;
  readonly queries: Opened[];
}

/** The windows of one account on one device, over one backend. */
class Stage {
  readonly backend = new ScriptedBackend();
  readonly time = new VirtualTime();
  readonly browser = new FakeBrowser();
  readonly device = new MemoryDevice();
  readonly pages: Page[] = [];

  constructor() {
    this.backend.actor = { user: idOf(90) };
  }

  join(): Page {
    const { tabs, window } = this.browser.open();
    const death = new AbortController();
    const client = createClient({
      backend: readBy(this.backend, death.signal),
      persistence: asLongAs(() => !window.isGone, this.device.open()),
      tabs,
      clock: this.time.clock,
      schedule: window.timers(this.time.schedule),
      newId: countingIds((this.pages.length + 1) * 1_000_000),
      random: () => 0.5,
      wake: () => () => {},
    });
    const page = { client, window, death, queries: [] };
    this.pages.push(page);
    return page;
  }

  show(page: Page | undefined, asked: Opened['asked']): void {
    if (!page || page.window.isGone || page.window.isFrozen) return;
    const query = page.client.live({ type: 'contact', ...asked });
    const stop = query.subscribe(() => void query.getSnapshot());
    page.queries.push({ asked, query, stop });
  }

  end(page: Page | undefined, isCrash: boolean): void {
    if (!page || page.window.isGone || page.window.isFrozen) return;
    if (isCrash) {
      page.window.crash();
      page.death.abort();
    }
    page.client.close();
  }

  expected({ asked }: Opened): readonly unknown[] {
    return runQuery(
      [...this.backend.records.values()],
      { type: 'contact', ...asked, ...(asked.where && { where: this.bound(asked.where) }) },
      this.backend.context,
    ).records.map(essence);
  }

  bound(filter: Filter): Filter {
    return JSON.parse(JSON.stringify(filter).replace('{"actor":"user"}', JSON.stringify(idOf(90)))) as Filter;
  }
}

/** The backend as a page reads it whose streams end with it. */
function readBy(backend: ScriptedBackend, death: AbortSignal): Backend {
  return {
    describe: () => backend.describe(),
    query: (query, options) => backend.query(query, options),
    aggregate: (query) => backend.aggregate(query),
    get: (refs) => backend.get(refs),
    push: (mutations, options) => backend.push(mutations, options),
    changes: (asked) => backend.changes({ ...asked, signal: AbortSignal.any([asked.signal, death]) }),
  };
}

/** What a page that is gone still has under way leads nowhere. */
function asLongAs(isThere: () => boolean, device: DeviceStorage): DeviceStorage {
  const there = <Args extends readonly unknown[], T>(call: (...args: Args) => Promise<T>) => {
    return (...args: Args): Promise<T> => (isThere() ? call(...args) : new Promise(() => {}));
  };
  const { outbox, cache } = device;
  return {
    ...device,
    outbox: {
      load: there(() => outbox.load()),
      change: there((step) => outbox.change(step)),
      end: there(() => outbox.end()),
    },
    cache: {
      load: there((early) => cache.load((preview) => void (isThere() && early?.(preview)))),
      lead: there(() => cache.lead()),
      apply: there((change, fence) => cache.apply(change, fence)),
      clear: there((fence) => cache.clear(fence)),
    },
  };
}

const essence = ({ id, version, name, country }: AnyRecord): unknown => ({ id, version, name, country });

it('when quiet, every window shows what the backend would answer, over one stream, and so does a page that starts with nothing but the device (D4, D5, D6, D8, D14)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(number, { maxLength: 12 }),
      request,
      fc.array(step, { maxLength: 50 }),
      fc.nat(1_500),
      async (start, first, steps, reading) => {
        const stage = new Stage();
        const { backend, browser, time, pages, device } = stage;
        device.cache.reading = () => new Promise((resolve) => void time.schedule(reading, resolve));
        for (const one of start) backend.records.set(idOf(one), aContact(one, { country: 'DE', name: 'Ada' }));
        stage.show(stage.join(), defined(first));
        stage.join();
        backend.isHolding = true;
        for (const one of steps) {
          const page = 'window' in one ? pages[one.window] : undefined;
          switch (one.kind) {
            case 'theirs':
              backend.put(aContact(one.number, { ...one.values, owner: idOf(one.values.name === 'Ada' ? 90 : 91) }));
              break;
            case 'gone':
              backend.remove(idOf(one.number));
              break;
            case 'mine':
              if (page && !page.window.isGone && !page.window.isFrozen)
                page.client.update('contact', idOf(one.number), one.values).catch(() => {});
              break;
            case 'deliver':
              browser.deliver(one.choice);
              break;
            case 'answer':
              backend.release(Math.min(one.index, Math.max(0, backend.heldCount - 1)));
              break;
            case 'join':
              stage.show(stage.join(), defined(one.request));
              break;
            case 'open':
              stage.show(page, defined(one.request));
              break;
            case 'close':
              if (page && !page.window.isGone) page.queries.shift()?.stop();
              break;
            case 'crash':
            case 'leave':
              stage.end(page, one.kind === 'crash');
              break;
            case 'freeze':
              page?.window.freeze(one.isTold);
              break;
            case 'resume':
              page?.window.resume();
              break;
            case 'break':
              backend.breakStreams();
              break;
            case 'down':
              backend.goDown();
              break;
            case 'up':
              backend.comeUp();
              break;
            case 'full':
              device.cache.before = () => {
                device.cache.before = () => {};
                throw new Error('The disk is full.');
              };
              break;
            case 'time':
              await time.pass(one.milliseconds);
              break;
          }
          await settle();
        }
        for (const { window } of pages) window.resume();
        backend.comeUp();
        backend.isHolding = false;
        const quiet = async (): Promise<void> => {
          for (let turn = 0; turn < 8; turn += 1) {
            browser.deliverAll();
            backend.releaseAll();
            await time.pass(turn < 3 ? 100 : 20_000);
          }
        };
        await quiet();
        let isWanted = false;
        for (const { queries, window } of pages) {
          if (window.isGone) continue;
          isWanted ||= queries.length > 0;
          for (const opened of queries) {
            const snapshot = opened.query.getSnapshot();
            expect(snapshot).toMatchObject({ status: 'ready', coverage: 'complete' });
            expect(snapshot.records.slice(0, opened.asked.limit).map(essence)).toEqual(stage.expected(opened));
          }
        }
        // What a window wanted that crashed is heard of for a while: nobody can tell it from one that is silent.
        if (isWanted || !pages.some(({ death }) => death.signal.aborted))
          expect(backend.openStreams).toBe(isWanted ? 1 : 0);
        else expect(backend.openStreams).toBeLessThanOrEqual(1);
        for (const page of pages) stage.end(page, false);
        await settle();
        // Now with nothing but what is kept, as of where it was left: it never says that it is more than it is.
        const cursor = device.cache.image?.cursor;
        backend.goDown();
        const last = stage.join();
        for (const asked of pages.flatMap(({ queries }) => queries.map((one) => one.asked))) stage.show(last, asked);
        await time.pass(100);
        if (cursor === String(backend.log.length)) {
          for (const opened of last.queries) {
            const snapshot = opened.query.getSnapshot();
            if (snapshot.coverage !== 'complete') continue;
            expect(snapshot.records.slice(0, opened.asked.limit).map(essence)).toEqual(stage.expected(opened));
          }
        }
        backend.comeUp();
        await quiet();
        for (const opened of last.queries) {
          expect(opened.query.getSnapshot()).toMatchObject({ status: 'ready', coverage: 'complete' });
          expect(opened.query.getSnapshot().records.slice(0, opened.asked.limit).map(essence)).toEqual(
            stage.expected(opened),
          );
        }
        stage.end(last, false);
      },
    ),
    { numRuns: 60 },
  );
});

function defined<T extends object>(from: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
