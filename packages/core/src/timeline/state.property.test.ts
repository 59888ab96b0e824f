import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../model/index.ts';
import {
  comparePlaces, emptyTimeline, gapsOf, hasMore, itemKey, nextAsks, readPage, shownItems, timelineState,
  type TimelineAsk, type TimelineItem, type TimelinePage, type TimelineState,
} from './index.ts';

const item = fc.record({ minute: fc.integer({ min: 0, max: 30 }), source: fc.constantFrom('a', 'b', 'c', 'd') });
const histories = fc.array(item, { maxLength: 60 }).map((list) =>
  list.map(({ minute, source }, index): TimelineItem => ({ id: `${index}`, source, kind: 'note', occurredAt: toInstant(minute * 60_000) })));
/** Which of the answers under way comes next, and what becomes of it. */
const turns = fc.infiniteStream(fc.record({ which: fc.nat(), fate: fc.constantFrom('answer', 'answer', 'answer', 'fail', 'slow') }));

function answer(history: readonly TimelineItem[], { source, below }: TimelineAsk, limit: number): TimelinePage {
  const rest = history.filter((one) => one.source === source && (below === null || comparePlaces(below, one) < 0)).sort(comparePlaces);
  return { items: rest.slice(0, limit), end: rest.length <= limit };
}

/** Plays a driver whose answers come in any order; after each step `check` sees the state. */
function play(
  history: () => readonly TimelineItem[],
  state: TimelineState,
  stream: Iterator<{ readonly which: number; readonly fate: string }>,
  check: (state: TimelineState) => void,
): TimelineState {
  const underWay: { readonly ask: TimelineAsk; readonly request: number }[] = [];
  let requests = 0;
  for (let step = 0; ; step++) {
    for (let ask = nextAsks(state)[0]; ask; ask = nextAsks(state)[0]) {
      underWay.push({ ask, request: ++requests });
      state = timelineState(state, { kind: 'asked', source: ask.source, request: requests });
    }
    if (underWay.length === 0) {
      const failed = state.sources.some(({ phase }) => phase === 'failed');
      if (!failed && !hasMore(state)) return state;
      state = timelineState(state, failed ? { kind: 'retry', source: null } : { kind: 'more' });
      continue;
    }
    // After a while everything answers, so that a run ends.
    const { which, fate } = step > 300 ? { which: 0, fate: 'answer' } : (stream.next().value as { which: number; fate: string });
    const [taken] = underWay.splice(which % underWay.length, 1);
    if (!taken) continue;
    const { ask, request } = taken;
    if (fate === 'slow') underWay.push(taken);
    state = timelineState(state,
      fate === 'slow' ? { kind: 'slow', source: ask.source, request }
      : fate === 'fail' ? { kind: 'failure', source: ask.source, request, error: new Error('down') }
      : { kind: 'page', source: ask.source, request, page: readPage(ask.source, ask.below, answer(history(), ask, 3)) });
    check(state);
  }
}

const sources = ['c', 'a', 'd', 'b'].map((id) => ({ id }));
const keys = (items: readonly TimelineItem[]) => items.map(itemKey);

describe('merging sources', () => {
  it('T1, T3: ends in the sorted union whatever answers first, fails, is slow and comes back', () => {
    fc.assert(fc.property(histories, turns, (history, stream) => {
      const state = play(() => history, emptyTimeline(sources, { pageSize: 3 }), stream, () => undefined);
      expect(keys(shownItems(state))).toEqual(keys([...history].sort(comparePlaces)));
      expect(gapsOf(state)).toEqual([]);
    }));
  });

  it('T3: at every step shows no item below something untold, but where it names who is missing', () => {
    fc.assert(fc.property(histories, turns, (history, stream) => {
      play(() => history, emptyTimeline(sources, { pageSize: 3 }), stream, (state) => {
        const shown = shownItems(state);
        const last = shown.at(-1);
        if (!last) return;
        const absent = history.filter((one) => comparePlaces(one, last) <= 0 && !shown.some((other) => itemKey(other) === itemKey(one)));
        for (const one of absent) {
          const gap = gapsOf(state).find(({ source }) => source === one.source);
          expect(gap, `${itemKey(one)} is neither shown nor named`).toBeDefined();
          expect(gap?.from === null || gap?.from === undefined || comparePlaces(gap.from, one) < 0).toBe(true);
        }
      });
    }));
  });

  it('T2, T6: what arrives meanwhile takes its place, and nothing below is skipped or repeated', () => {
    fc.assert(fc.property(histories, histories, turns, (history, arriving, stream) => {
      const all = [...history];
      const queue = arriving.map((one) => ({ ...one, id: `new-${one.id}` }));
      // An arrival is stored and told between two answers; the state goes on with both.
      let current = emptyTimeline(sources, { pageSize: 3 });
      const told: TimelineItem[] = [];
      const stepping: Iterator<{ which: number; fate: string }> = {
        next: () => {
          const one = queue.pop();
          if (one) {
            all.push(one);
            told.push(one);
          }
          return stream.next() as IteratorResult<{ which: number; fate: string }>;
        },
      };
      current = play(() => all, current, stepping, (state) => {
        expect(new Set(keys(shownItems(state))).size).toBe(shownItems(state).length);
      });
      // Told late, and told again: both change nothing but the place.
      for (const one of [...told, ...told]) current = timelineState(current, { kind: 'changes', source: one.source, changes: { put: [one], removed: [] } });
      expect(keys(shownItems(current))).toEqual(keys(all.sort(comparePlaces)));
    }));
  });
});
