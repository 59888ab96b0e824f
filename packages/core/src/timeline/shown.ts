import type { TimelineItem } from './item.ts';
import { compareReach, countWithin, deeper, type Reach } from './order.ts';
import type { TimelineState } from './state.ts';

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
