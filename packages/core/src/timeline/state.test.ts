import { describe, expect, it } from 'vitest';
import { toInstant } from '../model/index.ts';
import {
  comparePlaces,
  emptyTimeline,
  gapsOf,
  hasMore,
  hasNewer,
  isLoading,
  isLoadingNewer,
  nextAsks,
  readPage,
  shownItems,
  timelineState,
  timelineStatus,
  type TimelineEvent,
  type TimelineItem,
  type TimelineState,
} from './index.ts';

/** `a5`: an item of source a, at minute 5. */
const item = (name: string, values: Partial<TimelineItem> = {}): TimelineItem => ({
  id: name,
  source: name[0] ?? '',
  kind: 'note',
  title: name,
  occurredAt: toInstant(Number(name.slice(1)) * 60_000),
  ...values,
});
const page = (source: string, names: string, end: boolean, request = 1): TimelineEvent => ({
  kind: 'page',
  source,
  request,
  page: readPage(source, null, {
    items: names
      .split(' ')
      .filter(Boolean)
      .map((name) => item(name)),
    end,
  }),
});
/** Asks everything that is to be asked, all as request `request`. */
const ask = (state: TimelineState, request = 1): TimelineState =>
  nextAsks(state).reduce((asked, { source }) => timelineState(asked, { kind: 'asked', source, request }), state);
const start = (pageSize = 2): TimelineState => ask(emptyTimeline([{ id: 'a' }, { id: 'b' }], { pageSize }));
const after = (state: TimelineState, ...events: readonly TimelineEvent[]): TimelineState =>
  events.reduce(timelineState, state);
const shown = (state: TimelineState): string =>
  shownItems(state)
    .map(({ id }) => id)
    .join(' ');

describe('the timeline’s state', () => {
  it('T3: waits for every source that is answering', () => {
    const half = after(start(), page('a', 'a9 a7', false));
    expect([shown(half), timelineStatus(half)]).toEqual(['', 'loading']);
    const both = after(half, page('b', 'b8 b2', true));
    expect([shown(both), timelineStatus(both)]).toEqual(['a9 b8 a7', 'ready']);
    expect(hasMore(both)).toBe(true);
  });

  it('asks only whom it has to, and all of them at once', () => {
    expect(nextAsks(emptyTimeline([{ id: 'a' }, { id: 'b' }], { pageSize: 2 })).map(({ source }) => source)).toEqual([
      'a',
      'b',
    ]);
    const both = after(start(), page('a', 'a9 a8', false), page('b', 'b2 b1', false));
    expect(nextAsks(both)).toEqual([]);
    // Four are wanted: below a8 source a may have more, b has told further down.
    expect(nextAsks(after(both, { kind: 'more' }))).toEqual([
      { source: 'a', below: { occurredAt: item('a8').occurredAt, source: 'a', id: 'a8' } },
    ]);
  });

  it('T3: goes on without a source that is slow, and keeps what is shown while it catches up', () => {
    let state = after(start(), page('a', 'a9 a8', false), { kind: 'slow', source: 'b', request: 1 });
    expect(shown(state)).toBe('a9 a8');
    expect(gapsOf(state)).toMatchObject([{ source: 'b', reason: 'slow', from: null }]);
    state = ask(after(state, { kind: 'more' }), 2);
    state = after(state, page('a', 'a5 a4', true, 2), page('b', 'b7 b6', false));
    expect(shown(state)).toBe('a9 a8 b7 b6 a5 a4');
    expect(gapsOf(state)).toMatchObject([{ source: 'b', from: { id: 'b6' } }]);
    state = after(ask(state, 3), page('b', 'b3', true, 3));
    expect([shown(state), gapsOf(state)]).toEqual(['a9 a8 b7 b6 a5 a4 b3', []]);
  });

  it('T3: says that a source failed, from where it stopped, and asks it again only when told to', () => {
    const failed = after(start(), page('a', 'a9 a8', true), {
      kind: 'failure',
      source: 'b',
      request: 1,
      error: 'down',
    });
    expect(shown(failed)).toBe('a9 a8');
    expect(gapsOf(failed)).toEqual([{ source: 'b', reason: 'failed', error: 'down', from: null, to: null }]);
    expect([nextAsks(failed), hasMore(failed)]).toEqual([[], false]);
    const retried = after(failed, { kind: 'retry', source: 'a' }, { kind: 'retry', source: 'b' });
    expect(nextAsks(retried)).toEqual([{ source: 'b', below: null }]);
    expect(shown(after(ask(retried, 2), page('b', 'b9', true, 2)))).toBe('b9 a9 a8');
  });

  it('is an error only where nobody answered', () => {
    const failure = (source: string): TimelineEvent => ({ kind: 'failure', source, request: 1, error: 'down' });
    expect(timelineStatus(after(start(), failure('a'), failure('b')))).toBe('error');
    expect(timelineStatus(after(start(), failure('a'), page('b', '', true)))).toBe('ready');
  });

  it('T5: begins anew with a filter or a jump, and drops answers to what was asked before', () => {
    const filtered = after(start(), { kind: 'filter', filter: { search: 'A5' } });
    expect(after(filtered, page('a', 'a9', true))).toBe(filtered);
    const answered = after(ask(filtered, 2), page('a', 'a9 a5', true, 2), page('b', 'b5', true, 2));
    expect(shown(answered)).toBe('a5');
    const jumped = after(answered, { kind: 'jump', before: item('a5').occurredAt });
    expect(nextAsks(jumped)[0]?.below).toMatchObject({ occurredAt: item('a5').occurredAt });
    expect(
      shown(
        after(ask(jumped, 3), page('a', '', true, 3), page('b', '', true, 3), {
          kind: 'changes',
          source: 'a',
          changes: { put: [item('a5')], removed: [] },
        }),
      ),
    ).toBe('');
  });

  it('T5: shows what a narrower filter leaves of the list until the new one is there; of a wider one nothing', () => {
    const filter = (search?: string): TimelineEvent => ({
      kind: 'filter',
      filter: search === undefined ? {} : { search },
    });
    const all = after(start(), page('a', 'a5 a15', true), page('b', 'b5', true));
    const narrow = after(all, filter('5'), filter('15'));
    expect([shown(narrow), timelineStatus(narrow), isLoading(narrow)]).toEqual(['a15', 'ready', true]);
    expect(shown(after(ask(narrow, 2), page('a', 'a15', true, 2)))).toBe('a15');
    const both = after(ask(narrow, 2), page('a', 'a115 a15', true, 2), page('b', '', true, 2));
    expect([shown(both), isLoading(both)]).toEqual(['a115 a15', false]);
    const wide = after(both, filter());
    expect([shown(wide), timelineStatus(wide)]).toEqual(['', 'loading']);
    // Where a source is missing, so may be what the new filter is about.
    const partial = after(start(), page('a', 'a5 a15', true), {
      kind: 'failure',
      source: 'b',
      request: 1,
      error: 'down',
    });
    expect(shown(after(partial, filter('5')))).toBe('');
  });

  it('T6: tells what arrived, but not the reader’s own writes, nor changes of what was there', () => {
    const told = after(start(), page('a', 'a9 a7', true), page('b', 'b8', true));
    const put = (...items: readonly TimelineItem[]): TimelineEvent => ({
      kind: 'changes',
      source: 'a',
      changes: { put: items, removed: [] },
    });
    const state = after(
      told,
      put(item('a8'), item('a7', { title: 'edited' })),
      put(item('a6', { pending: true })),
      put(item('a6')),
    );
    expect(shown(state)).toBe('a9 b8 a8 a7 a6');
    expect([...state.arrived]).toEqual(['a/a8']);
    expect([...after(state, { kind: 'changes', source: 'a', changes: { put: [], removed: ['a8'] } }).arrived]).toEqual(
      [],
    );
    expect([...after(state, { kind: 'acknowledge' }).arrived]).toEqual([]);
  });

  it('T1: breaks ties by source, then by id, descending', () => {
    const at = { occurredAt: toInstant(0) };
    const places = [
      { ...at, source: 'a', id: '2' },
      { ...at, source: 'b', id: '1' },
      { ...at, source: 'a', id: '10' },
      { occurredAt: toInstant(1), source: 'a', id: '0' },
    ];
    expect(places.sort(comparePlaces).map(({ source, id }) => source + id)).toEqual(['a0', 'b1', 'a2', 'a10']);
  });

  describe('a list that begins at a day', () => {
    const at = (minute: number): string => toInstant(minute * 60_000);
    const told = (source: string, request: number, minutes: readonly number[], end: boolean): TimelineEvent => ({
      kind: 'page',
      source,
      request,
      page: readPage(source, null, { items: minutes.map((minute) => item(`${source}${minute}`)), end }),
    });
    const jumped = (): TimelineState =>
      after(
        ask(
          timelineState(emptyTimeline([{ id: 'a' }, { id: 'b' }], { pageSize: 2 }), { kind: 'jump', before: at(5) }),
          1,
        ),
        told('a', 1, [4, 2], true),
        told('b', 1, [3], true),
      );
    const askUp = (state: TimelineState, request: number): TimelineState =>
      nextAsks(state).reduce(
        (asked, { source, above }) => timelineState(asked, { kind: 'asked', source, request, above }),
        state,
      );

    it('T8: grows upwards, stretch by stretch, when every source has told all of it', () => {
      expect(hasNewer(jumped())).toBe(true);
      let state = timelineState(jumped(), { kind: 'newer', before: at(20) });
      expect(nextAsks(state).map(({ above }) => above?.occurredAt)).toEqual([at(5), at(5)]);
      state = after(askUp(state, 2), told('a', 2, [9, 7, 4], false));
      expect([shown(state), isLoadingNewer(state)]).toEqual(['a4 b3 a2', true]);
      // Of b there is more above the list than one page.
      state = after(state, told('b', 2, [19, 18], false));
      expect(shown(state)).toBe('a4 b3 a2');
      state = after(askUp(state, 3), told('b', 3, [6], true));
      expect([shown(state), isLoadingNewer(state), hasNewer(state)]).toEqual([
        'b19 b18 a9 a7 b6 a4 b3 a2',
        false,
        true,
      ]);
      state = after(
        askUp(timelineState(state, { kind: 'newer', before: null }), 4),
        told('a', 4, [25], true),
        told('b', 4, [], true),
      );
      expect([shown(state), hasNewer(state)]).toEqual(['a25 b19 b18 a9 a7 b6 a4 b3 a2', false]);
    });

    it('T8: takes in what is told meanwhile, above and below the old top', () => {
      let state = after(askUp(timelineState(jumped(), { kind: 'newer', before: null }), 2), told('a', 2, [9], true));
      const moved = { ...item('a4'), occurredAt: at(8) };
      state = after(state, { kind: 'changes', source: 'a', changes: { put: [moved, item('a1')], removed: ['a9'] } });
      state = after(state, told('b', 2, [7], true));
      expect(shown(state)).toBe('a4 b7 b3 a2 a1');
    });

    it('T8: names a source that fails, shows nothing above without it, and asks it again', () => {
      let state = askUp(timelineState(jumped(), { kind: 'newer', before: null }), 2);
      state = after(state, told('a', 2, [9], true), {
        kind: 'failure',
        source: 'b',
        request: 2,
        error: new Error('x'),
      });
      expect([shown(state), isLoadingNewer(state)]).toEqual(['a4 b3 a2', false]);
      expect(gapsOf(state)).toMatchObject([{ source: 'b', reason: 'failed', from: null }]);
      state = askUp(timelineState(state, { kind: 'retry', source: 'b' }), 3);
      state = after(state, told('b', 3, [7], true));
      expect([shown(state), gapsOf(state).length]).toEqual(['a9 b7 a4 b3 a2', 0]);
    });

    it('forgets the stretch when another list begins', () => {
      const state = timelineState(jumped(), { kind: 'newer', before: null });
      expect(timelineState(state, { kind: 'filter', filter: { search: 'x' } }).newer).toBeNull();
      expect(timelineState(state, { kind: 'jump', before: null }).newer).toBeNull();
    });
  });
});
