import type { AnyRecord, Total } from '@rapport/core';
import type { RapportError } from '@rapport/core/failure';
import type { LiveSnapshot, LiveStatus } from '../client.ts';
import type { Overlay } from '../store/index.ts';
import { isPassing } from '../sync/index.ts';
import type { SortedWindow } from './sorted-window.ts';

/** What of a live query its snapshot tells. */
export interface QueryState {
  /** Undefined before the first answer. */
  readonly window: SortedWindow | undefined;
  readonly limit: number;
  readonly isLoadingMore: boolean;
  /** What the backend said. */
  readonly total: Total;
  /** Whether somebody asked for it, so that it is kept right. */
  readonly isCounted: boolean;
  readonly error: RapportError | undefined;
  /** What is there was said before the backend could no longer be reached. */
  readonly isStale: boolean;
  /** What is there is what was at hand: there may be more, or less. */
  readonly isPartial: boolean;
  readonly overlay: Pick<Overlay, 'isEmpty' | 'has'>;
}

const none: readonly AnyRecord[] = [];
const nonePending: ReadonlySet<string> = new Set();

/** The snapshot of a state: the one before, where nothing in it changed since. */
export function snapshotOf(state: QueryState, before: LiveSnapshot | undefined): LiveSnapshot {
  const records = recordsOf(state, before?.records);
  const { overlay } = state;
  const pending = overlay.isEmpty ? [] : records.filter((record) => overlay.has(record));
  const after: LiveSnapshot = {
    status: statusOf(state),
    records,
    hasMore: hasMore(state),
    loadingMore: state.isLoadingMore,
    total: totalOf(state),
    coverage: state.window && !state.isPartial ? 'complete' : 'partial',
    pending: pending.length === 0 ? nonePending : new Set(pending.map(({ id }) => id)),
    error: state.error,
  };
  return before && isSame(before, after) ? before : after;
}

/** Whether there are records below those that are shown. */
export function hasMore({ window, limit, isPartial }: Pick<QueryState, 'window' | 'limit' | 'isPartial'>): boolean {
  return window !== undefined && (isPartial || window.records.length > limit || !window.isComplete);
}

/** Whether it failed in a way that only asking otherwise, or somebody's `refresh`, can mend. */
export function hasFailed(error: RapportError | undefined): boolean {
  return error !== undefined && !isPassing(error);
}

function statusOf(state: QueryState): LiveStatus {
  if (hasFailed(state.error)) return 'error';
  if (!state.window) return state.error ? 'error' : 'loading';
  return state.isStale ? 'stale' : 'ready';
}

/** The list before where no record in it changed. */
function recordsOf(
  { window, limit, error }: QueryState,
  before: readonly AnyRecord[] | undefined,
): readonly AnyRecord[] {
  if (!window || hasFailed(error)) return none;
  const { changedFrom } = window;
  const count = Math.min(limit, window.records.length);
  const isAsLong = before?.length === count;
  window.changedFrom = Infinity;
  if (before && isAsLong && changedFrom >= count) return before;
  const records = window.top(count);
  return before && isAsLong && changedFrom === 0 && before.every((record, index) => record === records[index])
    ? before
    : records;
}

function totalOf({ total, isCounted, window, isPartial }: QueryState): Total {
  return isCounted && window?.isComplete && !isPartial ? { kind: 'exact', value: window.records.length } : total;
}

function isSame(before: LiveSnapshot, after: LiveSnapshot): boolean {
  return (
    (['records', 'status', 'hasMore', 'loadingMore', 'coverage', 'error'] as const).every(
      (name) => before[name] === after[name],
    ) && essence(before) === essence(after)
  );
}

const essence = ({ total, pending }: LiveSnapshot): string => JSON.stringify([total, ...pending]);
