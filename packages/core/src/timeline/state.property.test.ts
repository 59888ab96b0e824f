import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../model/index.ts';
import {
  comparePlaces,
  emptyTimeline,
  gapsOf,
  hasMore,
  itemKey,
  nextAsks,
  readPage,
  shownItems,
  timelineState,
  type TimelineAsk,
  type TimelineItem,
  type TimelinePage,
  type TimelineState,
} from './index.ts';

const item = fc.record({ minute: fc.integer({ min: 0, max: 30 }), source: fc.constantFrom('a', 'b', 'c', 'd') });
const histories = fc.array(item, { maxLength: 60 }).map((list) =>
  list.map(({ minute, source }, index): TimelineItem => ({
    id: `${index}`,
    source,
    kind: 'note',
    occurredAt: toInstant(minute * 60_000),
  })),
);
/** Which of the answers under way comes next, and what becomes of it. */
const turns = fc.infiniteStream(
  fc.record({ which: fc.nat(), fate: fc.constantFrom('answer', 'answer', 'answer', 'fail', 'slow') }),
);

function answer(history: readonly TimelineItem[], { source, below }: TimelineAsk, limit: number): TimelinePage {
  const rest = history
    .filter((one) => one.source === source && (below === null || comparePlaces(below, one) < 0))
    .sort(comparePlaces);
  return { items: rest.slice(0, limit), end: rest.length <= limit };
}

/** Plays a driver whose answers come in any order; after each step `check` sees the state. */
function play(
  history: () => readonly TimelineItem[],
  state: TimelineState,
  stream: Iterator<{ readonly which: number; readonly fate: string }>,
  check: (state: TimelineState) => void,
  /** What happens between answers, and whether an answer is as of when it was asked for, the oldest that it may be. */
  { write, isStale }: { readonly write: (state: TimelineState) => TimelineState; readonly isStale: boolean } = {
    write: (unchanged) => unchanged,
    isStale: false,
  },
): TimelineState {
  const underWay: { readonly ask: TimelineAsk; readonly request: number; readonly page: () => TimelinePage }[] = [];
  let requests = 0;
  for (let step = 0; ; step++) {
    for (let ask = nextAsks(state)[0]; ask; ask = nextAsks(state)[0]) {
      const asked = ask;
      const stale = answer(history(), asked, 3);
      underWay.push({ ask, request: ++requests, page: () => (isStale ? stale : answer(history(), asked, 3)) });
      state = timelineState(state, { kind: 'asked', source: ask.source, request: requests });
    }
    if (underWay.length === 0) {
      const failed = state.sources.some(({ phase }) => phase === 'failed');
      if (!failed && !hasMore(state)) {
        const written = write(state);
        if (written === state && step > 400) return state;
        state = written;
        continue;
      }
      state = timelineState(state, failed ? { kind: 'retry', source: null } : { kind: 'more' });
      continue;
    }
    // After a while everything answers, so that a run ends.
    const { which, fate } =
      step > 300 ? { which: 0, fate: 'answer' } : (stream.next().value as { which: number; fate: string });
    const [taken] = underWay.splice(which % underWay.length, 1);
    if (!taken) continue;
    const { ask, request, page } = taken;
    if (fate === 'slow') underWay.push(taken);
    state = timelineState(
      state,
      fate === 'slow'
        ? { kind: 'slow', source: ask.source, request }
        : fate === 'fail'
          ? { kind: 'failure', source: ask.source, request, error: new Error('down') }
          : { kind: 'page', source: ask.source, request, page: readPage(ask.source, ask.below, page()) },
    );
    check(state);
    state = write(state);
  }
}

const sources = ['c', 'a', 'd', 'b'].map((id) => ({ id }));
const keys = (items: readonly TimelineItem[]) => items.map(itemKey);

describe('merging sources', () => {
  it('T1, T3: ends in the sorted union whatever answers first, fails, is slow and comes back', () => {
    fc.assert(
      fc.property(histories, turns, (history, stream) => {
        const state = play(
          () => history,
          emptyTimeline(sources, { pageSize: 3 }),
          stream,
          () => undefined,
        );
        expect(keys(shownItems(state))).toEqual(keys([...history].sort(comparePlaces)));
        expect(gapsOf(state)).toEqual([]);
      }),
    );
  });

  it('T3: at every step shows no item below something untold, but where it names who is missing', () => {
    fc.assert(
      fc.property(histories, turns, (history, stream) => {
        const troubled = new Set<string>();
        play(
          () => history,
          emptyTimeline(sources, { pageSize: 3 }),
          stream,
          (state) => {
            for (const { id, phase } of state.sources) if (phase === 'failed' || phase === 'slow') troubled.add(id);
            // Whoever answers in time is waited for, and so never missing.
            for (const gap of gapsOf(state)) expect([...troubled]).toContain(gap.source);
            const shown = shownItems(state);
            const last = shown.at(-1);
            if (!last) return;
            const absent = history.filter(
              (one) => comparePlaces(one, last) <= 0 && !shown.some((other) => itemKey(other) === itemKey(one)),
            );
            for (const one of absent) {
              const gap = gapsOf(state).find(({ source }) => source === one.source);
              expect(gap, `${itemKey(one)} is neither shown nor named`).toBeDefined();
              expect(gap?.from === null || gap?.from === undefined || comparePlaces(gap.from, one) < 0).toBe(true);
            }
          },
        );
      }),
    );
  });

  it('T2, T6: whatever is written, moved and deleted meanwhile, nothing is skipped or repeated, and only what is new has arrived', () => {
    const writes = fc.array(
      fc.record({
        id: fc.nat(40),
        source: fc.constantFrom('a', 'b', 'c', 'd'),
        minute: fc.integer({ min: 0, max: 30 }),
        isDeleted: fc.boolean(),
        wait: fc.nat(3),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(histories, writes, turns, fc.boolean(), (history, queue, stream, isStale) => {
        const store = new Map(history.map((one) => [itemKey(one), one]));
        const news = new Set<string>();
        let waited = 0;
        const write = (state: TimelineState): TimelineState => {
          const next = queue[0];
          if (!next || waited++ < next.wait) return state;
          waited = 0;
          queue.shift();
          const id = String(next.id);
          const key = itemKey({ source: next.source, id });
          if (next.isDeleted) {
            store.delete(key);
            return timelineState(state, { kind: 'changes', source: next.source, changes: { put: [], removed: [id] } });
          }
          const one: TimelineItem = {
            id,
            source: next.source,
            kind: 'note',
            occurredAt: toInstant(next.minute * 60_000),
          };
          // What moves up from below all that was told is news, too.
          if (!state.known.some((known) => itemKey(known) === key)) news.add(key);
          store.set(key, one);
          return timelineState(state, { kind: 'changes', source: next.source, changes: { put: [one], removed: [] } });
        };
        const state = play(
          () => [...store.values()],
          emptyTimeline(sources, { pageSize: 3 }),
          stream,
          (between) => {
            expect(new Set(keys(between.known)).size).toBe(between.known.length);
          },
          { write, isStale },
        );
        expect(keys(shownItems(state))).toEqual(keys([...store.values()].sort(comparePlaces)));
        for (const key of state.arrived) expect(news.has(key) && store.has(key), key).toBe(true);
      }),
    );
  });
});
