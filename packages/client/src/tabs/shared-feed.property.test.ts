import { compile, type Filter } from '@rapport/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  aContact,
  countingIds,
  FakeBrowser,
  idOf,
  Replica,
  ScriptedBackend,
  settle,
  VirtualTime,
} from '../testing/index.ts';
import { SharedFeed } from './shared-feed.ts';
import { TabGroup } from './tab-group.ts';

const countries = ['DE', 'FR', 'US'] as const;
const filters: Readonly<Record<string, Filter>> = {
  ...Object.fromEntries(countries.map((value) => [value, { field: 'country', op: 'eq', value } as const])),
  all: { and: [] },
};
const number = fc.integer({ min: 1, max: 12 });
const window = fc.nat(5);
const query = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...countries) },
  { weight: 1, arbitrary: fc.constant('all') },
);
const of = <Kind extends string, Fields extends object>(
  kind: Kind,
  fields: { [K in keyof Fields]: fc.Arbitrary<Fields[K]> },
) => fc.record({ kind: fc.constant(kind), ...fields }) as fc.Arbitrary<{ kind: Kind } & Fields>;

const step = fc.oneof(
  { weight: 6, arbitrary: of('put', { number, country: fc.constantFrom(...countries) }) },
  { weight: 2, arbitrary: of('gone', { number }) },
  { weight: 12, arbitrary: of('deliver', { choice: fc.nat(60) }) },
  { weight: 1, arbitrary: of('lose', { choice: fc.nat(60) }) },
  { weight: 2, arbitrary: of('join', { query }) },
  { weight: 3, arbitrary: of('open', { window, query }) },
  { weight: 1, arbitrary: of('close', { window, query }) },
  { weight: 1, arbitrary: of('crash', { window }) },
  { weight: 1, arbitrary: of('leave', { window }) },
  { weight: 1, arbitrary: of('freeze', { window, isTold: fc.boolean() }) },
  { weight: 2, arbitrary: of('resume', { window }) },
  { weight: 1, arbitrary: of('break', {}) },
  { weight: 3, arbitrary: of('time', { milliseconds: fc.integer({ min: 1, max: 500 }) }) },
);

/** Windows of one browser, over one backend. */
class Stage {
  readonly backend = new ScriptedBackend();
  readonly time = new VirtualTime();
  readonly browser = new FakeBrowser();
  readonly newId = countingIds(1_000_000);
  readonly windows: ReturnType<Stage['open']>[] = [];

  open() {
    const { tabs, window } = this.browser.open();
    const environment = {
      clock: this.time.clock,
      newId: this.newId,
      schedule: window.timers(this.time.schedule),
    };
    const group = new TabGroup(tabs, environment);
    const feed = new SharedFeed({ group, changes: (options) => this.backend.changes(options), environment });
    const replica = new Replica(this.backend, feed);
    return { window, group, feed, replica, queries: new Set<string>() };
  }

  join(query: string): void {
    const opened = this.open();
    this.windows.push(opened);
    this.show(this.windows.length - 1, query);
  }

  show(index: number, query: string): void {
    const one = this.windows[index];
    if (!one || one.window.isGone || one.window.isFrozen || one.queries.has(query)) return;
    one.queries.add(query);
    void one.replica.open(query, filters[query] as Filter);
  }

  end(index: number, isCrash: boolean): void {
    const one = this.windows[index];
    if (!one || one.window.isGone || one.window.isFrozen) return;
    one.replica.end();
    // What a dead page's stream was is the server's to notice.
    if (isCrash) one.window.crash();
    one.feed.close();
    one.group.close();
  }

  resume(index: number): void {
    this.windows[index]?.window.resume();
  }

  async quiet(): Promise<void> {
    for (const index of this.windows.keys()) this.resume(index);
    for (let turn = 0; turn < 12; turn += 1) {
      this.browser.deliverAll();
      await this.time.pass(500);
      for (const { replica, window } of this.windows) if (!window.isGone) replica.retry();
      await settle();
      this.browser.deliverAll();
      await settle();
    }
  }
}

it('when quiet, every window knows what the backend knows, over one stream, whatever became of the others (D4, D5, D14)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const stage = new Stage();
      const { backend, browser, time } = stage;
      stage.join('DE');
      stage.join('FR');
      for (const one of steps) {
        if (one.kind === 'put') backend.put(aContact(one.number, { country: one.country }));
        else if (one.kind === 'gone') backend.remove(idOf(one.number));
        else if (one.kind === 'deliver') browser.deliver(one.choice);
        else if (one.kind === 'lose') browser.deliver(one.choice, true);
        else if (one.kind === 'join') stage.join(one.query);
        else if (one.kind === 'open') stage.show(one.window, one.query);
        else if (one.kind === 'close') {
          const window = stage.windows[one.window];
          if (window && !window.window.isGone && window.queries.delete(one.query)) window.replica.close(one.query);
        } else if (one.kind === 'crash' || one.kind === 'leave') stage.end(one.window, one.kind === 'crash');
        else if (one.kind === 'freeze') stage.windows[one.window]?.window.freeze(one.isTold);
        else if (one.kind === 'resume') stage.resume(one.window);
        else if (one.kind === 'break') backend.breakStreams();
        else await time.pass(one.milliseconds);
        await settle();
      }
      await stage.quiet();
      for (const { replica, queries, window } of stage.windows) {
        if (window.isGone) continue;
        expect(replica.strays).toBe(0);
        for (const query of queries) {
          const holds = compile(filters[query] as Filter, 'contact', backend.context);
          const expected = [...backend.records.values()].filter((record) => holds(record));
          expect(replica.shown(query)).toEqual(expected.map(({ id, version }) => `${id}@${version}`).sort());
        }
      }
      const isWanted = stage.windows.some(({ window, queries }) => !window.isGone && queries.size > 0);
      expect(backend.openStreams).toBe(isWanted ? 1 : 0);
      for (const index of stage.windows.keys()) stage.end(index, false);
    }),
    { numRuns: 500 },
  );
});
