import type { TimelineChanges, TimelineItem } from './item.ts';
import { timelineTest } from './match.ts';
import { compareReach, comparePlaces, indexesOf, itemKey, mergeItems, withoutItems, type Reach } from './order.ts';
import type { ReadPage } from './page.ts';
import type { TimelineSourceState, TimelineState } from './state.ts';

/** Nothing has changed since the request. */
export const untouched: TimelineSourceState['touched'] = new Map();

/** Takes in what a source answered: its request is over. */
export function takePage(state: TimelineState, sourceId: string, page: ReadPage): TimelineState {
  const touched = state.sources.find(({ id }) => id === sourceId)?.touched ?? untouched;
  const admitted = admission(state, page.reach);
  const paged = new Set(page.items.map(({ id }) => id));
  const known = new Set<string>();
  const rest = state.known.filter((item) => {
    if (item.source !== sourceId) return true;
    // Told again, further down: it moved, and nobody said so.
    if (paged.has(item.id) && !touched.has(item.id)) return false;
    known.add(item.id);
    return true;
  });
  const told = page.items.filter((item) => !touched.has(item.id) && admitted(item));
  const changed = [...touched.values()].filter(
    (item) => item !== null && !known.has(item.id) && admitted(item),
  ) as TimelineItem[];
  return {
    ...withSource(state, sourceId, (source) => ({
      ...source,
      phase: 'idle',
      request: null,
      reach: page.reach,
      touched: untouched,
      error: undefined,
    })),
    known: mergeItems(rest, [...told, ...changed].sort(comparePlaces)),
    arrived: withArrivals(
      state.arrived,
      changed.filter(({ id }) => !paged.has(id)),
    ),
  };
}

/** Takes in what a source told unasked. */
export function takeChanges(state: TimelineState, sourceId: string, changes: TimelineChanges): TimelineState {
  const source = state.sources.find(({ id }) => id === sourceId);
  if (!source || (changes.put.length === 0 && changes.removed.length === 0)) return state;
  const touched = new Map<string, TimelineItem | null>([
    ...changes.removed.map((id) => [id, null] as const),
    ...changes.put.map((item) => [item.id, item] as const),
  ]);
  const places = indexesOf(state.known, (item) => item.source === sourceId && touched.has(item.id));
  const before = new Set(places.map((place) => (state.known[place] as TimelineItem).id));
  const rest = withoutItems(state.known, places);
  const admitted = admission(state, source.reach);
  const put = changes.put.filter((item) => touched.get(item.id) === item && admitted(item)).sort(comparePlaces);
  const kept = new Set(put.map(itemKey));
  const gone = new Set([...before].map((id) => itemKey({ source: sourceId, id })).filter((key) => !kept.has(key)));
  const left = gone.size === 0 ? state.arrived : new Set([...state.arrived].filter((key) => !gone.has(key)));
  return {
    ...(source.request === null
      ? state
      : withSource(state, sourceId, (asked) => ({ ...asked, touched: new Map([...asked.touched, ...touched]) }))),
    known: mergeItems(rest, put),
    arrived: withArrivals(
      left,
      put.filter(({ id }) => !before.has(id)),
    ),
  };
}

/** Whether an item belongs into the list: below its top, let through by the filter, and not so far down that a page will bring it. */
function admission(state: TimelineState, reach: Reach): (item: TimelineItem) => boolean {
  const test = timelineTest(state.filter);
  return (item) =>
    (state.top === null || comparePlaces(state.top, item) < 0) && compareReach(item, reach) <= 0 && test(item);
}

/** The reader's own writes are not news: they are there, pending, before they come back. */
function withArrivals(arrived: ReadonlySet<string>, items: readonly TimelineItem[]): ReadonlySet<string> {
  const news = items.filter((item) => !item.pending);
  return news.length === 0 ? arrived : new Set([...arrived, ...news.map(itemKey)]);
}

/** Changes one source. */
export function withSource(
  state: TimelineState,
  id: string,
  change: (source: TimelineSourceState) => TimelineSourceState,
): TimelineState {
  return { ...state, sources: state.sources.map((source) => (source.id === id ? change(source) : source)) };
}
