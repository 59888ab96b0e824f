import type { TimelineGap } from './entry.ts';
import type { TimelineCursor } from './item.ts';
import { compareReach, countWithin, deeper, placeOf, type Reach } from './order.ts';
import { shownItems, shownReach } from './shown.ts';
import type { TimelineSourceState, TimelineState } from './state.ts';

/** What the driver is to ask for. */
export interface TimelineAsk {
  readonly source: string;
  readonly below: TimelineCursor | null;
  /** There where it is for the stretch above the list: nothing at or below this place is wanted. */
  readonly above?: TimelineCursor;
}

/**
 * Every source that may still hold an item of those the reader asked for: the ones that have told less far down than the last of them.
 * They can all be asked at once.
 */
export function nextAsks(state: TimelineState): readonly TimelineAsk[] {
  const { newer, top } = state;
  const asks = asksBelow(state);
  return newer && top ? [...asks, ...asksDownTo(newer, top).map((ask) => ({ ...ask, above: top }))] : asks;
}

function asksBelow(state: TimelineState): readonly TimelineAsk[] {
  const last = state.known[state.wanted - 1];
  return asksDownTo(state, deeper(last ? placeOf(last) : 'bottom', state.floor));
}

function asksDownTo({ sources, top }: TimelineState, target: Reach): readonly TimelineAsk[] {
  return sources
    .filter((source) => source.phase === 'idle' && compareReach(source.reach, target) < 0)
    .map((source) => ({ source: source.id, below: placeOfReach(source.reach) ?? top }));
}

/** The sources that are missing from what is shown, each with the span. */
export function gapsOf(state: TimelineState): readonly TimelineGap[] {
  const shown = shownReach(state);
  const gaps = state.sources
    .filter((source) => isMissing(source, shown))
    .map((source) => gapOf(source, placeOfReach(source.reach), placeOfReach(shown)));
  const failed = state.newer?.sources.filter(
    ({ id, phase }) => phase === 'failed' && !gaps.some(({ source }) => source === id),
  );
  // The stretch above the list can't be shown without it.
  return failed?.length ? [...failed.map((source) => gapOf(source, null, state.top)), ...gaps] : gaps;
}

function gapOf(
  { id, label, phase, error }: TimelineSourceState,
  from: TimelineCursor | null,
  to: TimelineCursor | null,
): TimelineGap {
  return {
    source: id,
    ...(label === undefined ? {} : { label }),
    ...(phase === 'failed' ? { reason: 'failed', error } : { reason: 'slow' }),
    from,
    to,
  };
}

// A source that is catching up has told less than is shown; one that failed is missing from the place on where it stopped.
function isMissing(source: TimelineSourceState, shown: Reach): boolean {
  if (source.reach === 'bottom') return false;
  const order = compareReach(source.reach, shown);
  return order < 0 || (order === 0 && (source.phase === 'failed' || source.phase === 'slow'));
}

/** Whether there is more below what is shown, from a source that can be asked. */
export function hasMore(state: TimelineState): boolean {
  const shown = countWithin(state.known, shownReach(state));
  return (
    shown < state.known.length || state.sources.some((source) => source.phase !== 'failed' && source.reach !== 'bottom')
  );
}

/** Whether items that the reader asked for are still to come. */
export function isLoading(state: TimelineState): boolean {
  return asksBelow(state).length > 0 || state.sources.some((source) => source.phase === 'asking');
}

/** Whether the list begins at a day, with newer items above it that can be asked for. */
export function hasNewer(state: TimelineState): boolean {
  return state.top !== null;
}

/** Whether the stretch above the list is being filled, and nobody has failed to. */
export function isLoadingNewer({ newer }: TimelineState): boolean {
  return newer !== null && newer.sources.every(({ phase }) => phase !== 'failed');
}

export function timelineStatus(state: TimelineState): 'loading' | 'ready' | 'error' {
  const shown = shownReach(state);
  if (shownItems(state).length > 0) return 'ready';
  if (state.sources.length > 0 && state.sources.every(({ phase, reach }) => phase === 'failed' && reach === 'top'))
    return 'error';
  return shown === 'top' || isLoading(state) ? 'loading' : 'ready';
}

function placeOfReach(reach: Reach): TimelineCursor | null {
  return typeof reach === 'string' ? null : reach;
}
