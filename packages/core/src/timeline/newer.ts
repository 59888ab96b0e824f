import { comparePlaces, compareReach, itemKey } from './order.ts';
import type { TimelineState } from './state.ts';

/*
 * A list that begins at a day grows upwards by stretches. A stretch is a timeline of its own, from a newer top down to the top of the list. It is joined to the
 * list once every source has told all of it; a source that failed keeps it waiting, and is named as missing from the top.
 */

/** The list with its stretch, once that is whole. */
export function withJoined(state: TimelineState): TimelineState {
  const { newer, top } = state;
  if (!newer || !top || newer.sources.some(({ reach }) => compareReach(reach, top) < 0)) return state;
  const above = newer.known.filter((item) => comparePlaces(item, top) <= 0);
  const keys = new Set(above.map(itemKey));
  return {
    ...state,
    top: newer.top,
    newer: null,
    known: [...above, ...state.known.filter((item) => !keys.has(itemKey(item)))],
    wanted: state.wanted + above.length,
    arrived: new Set([...[...newer.arrived].filter((key) => keys.has(key)), ...state.arrived]),
  };
}
