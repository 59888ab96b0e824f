import { unreachable } from '../failure/index.ts';
import type { Instant } from '../model/index.ts';
import type { TimelineChanges, TimelineCursor, TimelineFilter, TimelineItem } from './item.ts';
import { isNarrower, timelineTest } from './match.ts';
import { withJoined } from './newer.ts';
import { compareReach, deeper, placeOf, type Reach } from './order.ts';
import type { ReadPage } from './page.ts';
import { shownCount, shownItems, shownReach } from './shown.ts';
import { takeChanges, takePage, untouched, withSource } from './take-items.ts';

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
  /** The stretch above the list while it is being filled: a timeline of its own, with a newer top. */
  readonly newer: TimelineState | null;
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
  /** `above` as the ask had it. */
  | {
      readonly kind: 'asked';
      readonly source: string;
      readonly request: number;
      readonly above?: TimelineCursor | undefined;
    }
  | { readonly kind: 'page'; readonly source: string; readonly request: number; readonly page: ReadPage }
  | { readonly kind: 'failure'; readonly source: string; readonly request: number; readonly error: unknown }
  /** The patience with a request is at its end. */
  | { readonly kind: 'slow'; readonly source: string; readonly request: number }
  /** Items are new, changed, or gone. */
  | { readonly kind: 'changes'; readonly source: string; readonly changes: TimelineChanges }
  | { readonly kind: 'more' }
  /** A list that begins at a day is to begin before this instant, or at the newest where null. */
  | { readonly kind: 'newer'; readonly before: Instant | null }
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
    newer: null,
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
  touched: untouched,
  error: undefined,
} as const;

/** The timeline after an event. The same object where the event means nothing to it. */
export function timelineState(state: TimelineState, event: TimelineEvent): TimelineState {
  const { newer } = state;
  if (!newer) return listState(state, event);
  if (isOfStretch(newer, event)) return withJoined({ ...state, newer: listState(newer, event) });
  const list = listState(state, event);
  // What sources tell unasked, and a new attempt, concern both.
  return list.newer && (event.kind === 'changes' || event.kind === 'retry')
    ? withJoined({ ...list, newer: listState(list.newer, event) })
    : list;
}

function isOfStretch(newer: TimelineState, event: TimelineEvent): boolean {
  switch (event.kind) {
    case 'asked':
      return event.above !== undefined;
    case 'page':
    case 'failure':
    case 'slow':
      return isUnderWay(newer, event);
    default:
      return false;
  }
}

function listState(state: TimelineState, event: TimelineEvent): TimelineState {
  switch (event.kind) {
    case 'asked':
      return withSource(state, event.source, (source) =>
        source.phase === 'idle' ? { ...source, phase: 'asking', request: event.request, touched: untouched } : source,
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
    case 'newer':
      return state.top === null || state.newer
        ? state
        : { ...state, newer: { ...restart(state), top: topBefore(event.before) } };
    case 'filter':
      return { ...restart({ ...state, filter: event.filter }), interim: interimFor(state, event.filter) };
    case 'jump':
      return restart({ ...state, top: topBefore(event.before) });
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

/** The place that everything before an instant lies below. */
function topBefore(before: Instant | null): TimelineState['top'] {
  return before === null ? null : { occurredAt: before, source: '', id: '' };
}

function isUnderWay(state: TimelineState, event: { readonly source: string; readonly request: number }): boolean {
  return state.sources.some(({ id, request }) => id === event.source && request === event.request);
}
