import { unreachable } from '../failure/index.ts';
import type { Instant } from '../model/index.ts';
import type { TimelineChanges, TimelineCursor, TimelineFilter, TimelineItem } from './item.ts';
import { isNarrower, timelineTest } from './match.ts';
import {
  compareReach,
  comparePlaces,
  countWithin,
  deeper,
  itemKey,
  indexesOf,
  mergeItems,
  placeOf,
  type Reach,
  withoutItems,
} from './order.ts';
import type { ReadPage } from './page.ts';

/*
 * Each source:
 *
 *                asked                   page
 *      ┌──────┐ ─────────▶ ┌────────┐ ─────────▶ idle, or ended where the page is the last
 *      │ idle │            │ asking │ ─────────▶ failed ── retry ─▶ idle
 *      └──────┘            └────────┘  failure
 *                               │ slow
 *                               ▼
 *                           ┌──────┐  page ────▶ idle, or ended
 *                           │ slow │  failure ─▶ failed
 *                           └──────┘
 *
 * The list is shown down to the horizon: the least that any source has told which is neither failed nor slow. `filter` and `jump` begin a new
 * list: every source is idle again, and an answer to a request of before is dropped.
 */

export type TimelinePhase = 'idle' | 'asking' | 'slow' | 'failed';

export interface TimelineSourceState {
  readonly id: string;
  readonly label: string | undefined;
  readonly phase: TimelinePhase;
  /** The request under way. */
  readonly request: number | null;
  /** How far down it has told all it has. */
  readonly reach: Reach;
  /** What changed while a request was under way: newer than its answer. Null for what was removed. */
  readonly touched: ReadonlyMap<string, TimelineItem | null>;
  readonly error: unknown;
}

export interface TimelineState {
  readonly sources: readonly TimelineSourceState[];
  readonly filter: TimelineFilter;
  /** The list begins strictly below it; null from the newest. */
  readonly top: TimelineCursor | null;
  readonly pageSize: number;
  /** How many items the reader has asked to see. */
  readonly wanted: number;
  /** Every item told so far that the filter lets through, in order, shown or not. */
  readonly known: readonly TimelineItem[];
  /** What is shown of the list before, while nothing of this one may be: after a filter that is narrower, and so lets through a part of it. */
  readonly interim: readonly TimelineItem[];
  /** Down to here the list stays shown, though a source that comes back has to catch up. */
  readonly floor: Reach;
  /** Keys of items that came after what was loaded, and have not been acknowledged. */
  readonly arrived: ReadonlySet<string>;
}

export type TimelineEvent =
  | { readonly kind: 'asked'; readonly source: string; readonly request: number }
  | { readonly kind: 'page'; readonly source: string; readonly request: number; readonly page: ReadPage }
  | { readonly kind: 'failure'; readonly source: string; readonly request: number; readonly error: unknown }
  /** The patience with a request is at its end. */
  | { readonly kind: 'slow'; readonly source: string; readonly request: number }
  /** Items are new, changed, or gone. */
  | { readonly kind: 'changes'; readonly source: string; readonly changes: TimelineChanges }
  | { readonly kind: 'more' }
  | { readonly kind: 'filter'; readonly filter: TimelineFilter }
  /** The list is to begin strictly before the instant; at the newest where null. */
  | { readonly kind: 'jump'; readonly before: Instant | null }
  /** The source that failed, or every one that did, is to be asked again. */
  | { readonly kind: 'retry'; readonly source: string | null }
  | { readonly kind: 'acknowledge' };

/** A timeline of which nothing is known yet. The order of `sources` is that of naming them only. */
export function emptyTimeline(
  sources: readonly { readonly id: string; readonly label?: string | undefined }[],
  options: { readonly pageSize: number; readonly filter?: TimelineFilter },
): TimelineState {
  return {
    sources: sources.map(({ id, label }) => ({ id, label, ...untold })),
    filter: options.filter ?? {},
    top: null,
    pageSize: options.pageSize,
    wanted: options.pageSize,
    known: [],
    interim: none,
    floor: 'top',
    arrived: new Set(),
  };
}

const none: readonly TimelineItem[] = [];
const untold = {
  phase: 'idle',
  request: null,
  reach: 'top',
  touched: new Map<string, TimelineItem | null>(),
  error: undefined,
} as const;

/** The timeline after an event. The same object where the event means nothing to it. */
export function timelineState(state: TimelineState, event: TimelineEvent): TimelineState {
  switch (event.kind) {
    case 'asked':
      return withSource(state, event.source, (source) =>
        source.phase === 'idle'
          ? { ...source, phase: 'asking', request: event.request, touched: untold.touched }
          : source,
      );
    case 'page':
      return isUnderWay(state, event) ? settle(takePage(state, event.source, event.page)) : state;
    case 'failure':
      return isUnderWay(state, event)
        ? settle(
            withSource(state, event.source, (source) => ({
              ...source,
              phase: 'failed',
              request: null,
              error: event.error,
            })),
          )
        : state;
    case 'slow':
      return isUnderWay(state, event)
        ? settle(
            withSource(state, event.source, (source) =>
              source.phase === 'asking' ? { ...source, phase: 'slow' } : source,
            ),
          )
        : state;
    case 'changes':
      return settle(takeChanges(state, event.source, event.changes));
    case 'more':
      return settle({ ...state, wanted: Math.max(state.wanted, shownCount(state)) + state.pageSize });
    case 'filter':
      return { ...restart({ ...state, filter: event.filter }), interim: interimFor(state, event.filter) };
    case 'jump':
      return restart({
        ...state,
        top: event.before === null ? null : { occurredAt: event.before, source: '', id: '' },
      });
    case 'retry':
      return {
        ...state,
        sources: state.sources.map((source) =>
          source.phase === 'failed' && (event.source === null || event.source === source.id)
            ? { ...source, phase: 'idle', error: undefined }
            : source,
        ),
      };
    case 'acknowledge':
      return state.arrived.size === 0 ? state : { ...state, arrived: new Set() };
    default:
      return unreachable(event);
  }
}

/** How far down the list is shown. */
export function shownReach(state: TimelineState): Reach {
  return deeper(horizon(state), state.floor);
}

export function shownCount(state: TimelineState): number {
  return countWithin(state.known, shownReach(state));
}

/** What may be shown: newest first, with nothing missing in between but what `gapsOf` names. */
export function shownItems(state: TimelineState): readonly TimelineItem[] {
  return shownReach(state) === 'top' ? state.interim : state.known.slice(0, shownCount(state));
}

/** The least that any of the sources has told that are waited for; where none is, the most that has been told. */
function horizon({ sources }: TimelineState): Reach {
  const answering = sources.filter((source) => source.phase === 'idle' || source.phase === 'asking');
  const reaches = (answering.length > 0 ? answering : sources).map((source) => source.reach).sort(compareReach);
  return (answering.length > 0 ? reaches[0] : reaches.at(-1)) ?? 'bottom';
}

/** What the reader has been given of what was asked for stays. */
function settle(state: TimelineState): TimelineState {
  const last = shownCount(state) < state.wanted ? undefined : state.known[state.wanted - 1];
  const floor = last ? deeper(state.floor, placeOf(last)) : state.floor;
  const interim = shownReach(state) === 'top' ? state.interim : none;
  return floor === state.floor && interim === state.interim ? state : { ...state, floor, interim };
}

function interimFor(state: TimelineState, filter: TimelineFilter): readonly TimelineItem[] {
  const shown = shownReach(state);
  const isWhole = state.sources.every(
    ({ phase, reach }) => phase !== 'failed' && phase !== 'slow' && compareReach(reach, shown) >= 0,
  );
  return isWhole && isNarrower(filter, state.filter) ? shownItems(state).filter(timelineTest(filter)) : [];
}

function restart(state: TimelineState): TimelineState {
  return {
    ...emptyTimeline(state.sources, { pageSize: state.pageSize, filter: state.filter }),
    top: state.top,
  };
}

function takePage(state: TimelineState, sourceId: string, page: ReadPage): TimelineState {
  const touched = state.sources.find(({ id }) => id === sourceId)?.touched ?? untold.touched;
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
      touched: untold.touched,
      error: undefined,
    })),
    known: mergeItems(rest, [...told, ...changed].sort(comparePlaces)),
    arrived: withArrivals(
      state.arrived,
      changed.filter(({ id }) => !paged.has(id)),
    ),
  };
}

function takeChanges(state: TimelineState, sourceId: string, changes: TimelineChanges): TimelineState {
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

function isUnderWay(state: TimelineState, event: { readonly source: string; readonly request: number }): boolean {
  return state.sources.some(({ id, request }) => id === event.source && request === event.request);
}

function withSource(
  state: TimelineState,
  id: string,
  change: (source: TimelineSourceState) => TimelineSourceState,
): TimelineState {
  return { ...state, sources: state.sources.map((source) => (source.id === id ? change(source) : source)) };
}
