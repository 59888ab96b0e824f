import type { DateOnly, TimelineAsk, TimelineEvent, TimelineSource, TimelineState } from '@rapport/core';
import { isDate } from '@rapport/core/model';
import {
  emptyTimeline,
  endOfDay,
  gapsOf,
  hasMore,
  hasNewer,
  isLoading,
  isLoadingNewer,
  nextAsks,
  readItems,
  readPage,
  shownItems,
  entryMaker,
  timelineState,
  timelineStatus,
} from '@rapport/core/timeline';
import { InvalidInputError } from '@rapport/core/failure';
import type { Client } from '../client.ts';
import { systemEnvironment } from '../environment.ts';
import { recordSources } from './record-sources.ts';
import { daysOf, stretchAbove, type Stretch } from './stretch.ts';
import type { Timeline, TimelineOptions, TimelineSnapshot } from './timeline.ts';

/** How long a timeline that nobody looks at is kept, so that an element can be moved in its document. */
const grace = 1_000;

/**
 * Follows the history of a contact, a company or a deal: Rapport's own records of it, and whatever sources the host brings.
 * @throws InvalidInputError where the time zone is unknown, or two sources have one id.
 */
export function createTimeline(client: Client, options: TimelineOptions): Timeline {
  const { pageSize = 50, patience = 3_000, schedule = systemEnvironment().schedule, timeZone } = options;
  const entriesOf = entryMaker({ timeZone });
  const own = recordSources(client, options.subject);
  const sources = byId([...own.sources, ...(options.sources ?? [])]);
  let state = emptyTimeline(
    [...sources.values()].map(({ id, label }) => ({ id, label })),
    { pageSize },
  );
  let from: DateOnly | null = null;
  let stretch: Stretch | undefined;
  let snapshot: TimelineSnapshot | undefined;
  let requests = 0;
  let stops: (() => void)[] = [];
  let endGrace: (() => void) | undefined;
  let notifying = false;
  const listeners = new Set<() => void>();
  const underWay = new Map<number, () => void>();

  const notify = (): void => {
    if (notifying) return;
    notifying = true;
    queueMicrotask(() => {
      notifying = false;
      for (const listener of [...listeners]) listener();
    });
  };
  const dispatch = (event: TimelineEvent): void => {
    const next = timelineState(state, event);
    if (next === state) return;
    const isJoined = event.kind !== 'jump' && next.top !== state.top;
    const isEmpty = next.known.length === state.known.length;
    state = next;
    snapshot = undefined;
    if (isJoined) {
      from = stretch?.day ?? null;
      // Nothing happened in it: the reader who is at the top waits for what did.
      if (isEmpty && from !== null) extend(2 * (stretch?.days ?? 1));
    }
    if (stops.length > 0) {
      for (let ask = nextAsks(state)[0]; ask; ask = nextAsks(state)[0]) void load(ask);
    }
    notify();
  };
  const extend = (days: number): void => {
    if (from === null) return;
    stretch = stretchAbove(from, days, client.now(), timeZone);
    dispatch({ kind: 'newer', before: stretch.before });
  };
  const load = async ({ source: id, below, above }: TimelineAsk): Promise<void> => {
    const source = sources.get(id) as TimelineSource;
    const request = ++requests;
    const controller = new AbortController();
    const endPatience = schedule(patience, () => dispatch({ kind: 'slow', source: id, request }));
    underWay.set(request, () => {
      endPatience();
      controller.abort();
    });
    state = timelineState(state, { kind: 'asked', source: id, request, above });
    try {
      const page = await source.load({
        below,
        ...(above ? { above } : {}),
        filter: state.filter,
        limit: pageSize,
        signal: controller.signal,
      });
      dispatch({ kind: 'page', source: id, request, page: readPage(id, below, page) });
    } catch (error) {
      dispatch({ kind: 'failure', source: id, request, error });
    } finally {
      endPatience();
      underWay.delete(request);
    }
  };
  const cancelAll = (): void => {
    for (const cancel of underWay.values()) cancel();
    underWay.clear();
  };
  const start = (): void => {
    let online = client.connection.getSnapshot().state === 'online';
    stops = [
      own.follow(),
      client.connection.subscribe(() => {
        const before = online;
        online = client.connection.getSnapshot().state === 'online';
        if (online && !before) dispatch({ kind: 'retry', source: null });
      }),
      ...[...sources.values()].flatMap(
        (source) =>
          source.subscribe?.((changes) =>
            dispatch({
              kind: 'changes',
              source: source.id,
              changes: { ...changes, put: readItems(source.id, changes.put) },
            }),
          ) ?? [],
      ),
    ];
    dispatch({ kind: 'filter', filter: state.filter });
  };
  const stop = (): void => {
    endGrace?.();
    endGrace = undefined;
    cancelAll();
    for (const end of stops) end();
    stops = [];
  };

  return {
    getSnapshot: () => (snapshot ??= snapshotOf(state, from, entriesOf)),
    subscribe(listener) {
      const listening = () => listener();
      listeners.add(listening);
      endGrace?.();
      endGrace = undefined;
      if (stops.length === 0) start();
      return () => {
        if (!listeners.delete(listening) || listeners.size > 0 || stops.length === 0) return;
        endGrace = schedule(grace, stop);
      };
    },
    loadMore() {
      if (hasMore(state) && !isLoading(state)) dispatch({ kind: 'more' });
    },
    loadNewer() {
      if (state.newer === null) extend(stretch?.days ?? daysOf(state.known));
    },
    jumpTo(day) {
      if (day !== null && !isDate(day))
        throw new InvalidInputError(`${JSON.stringify(day)} is not a day: write it like 2026-11-21.`, [
          { path: ['day'], code: 'date' },
        ]);
      cancelAll();
      from = day;
      stretch = undefined;
      dispatch({ kind: 'jump', before: day === null ? null : endOfDay(day, timeZone) });
    },
    setFilter(filter) {
      cancelAll();
      dispatch({ kind: 'filter', filter });
    },
    retry: (source) => dispatch({ kind: 'retry', source: source ?? null }),
    acknowledge: () => dispatch({ kind: 'acknowledge' }),
    close() {
      listeners.clear();
      stop();
    },
  };
}

function byId(sources: readonly TimelineSource[]): ReadonlyMap<string, TimelineSource> {
  const map = new Map<string, TimelineSource>();
  for (const source of sources) {
    if (map.has(source.id)) {
      throw new InvalidInputError(`Two timeline sources have the id ${source.id}: give yours another one.`, [
        { path: ['sources', source.id], code: 'duplicate-source' },
      ]);
    }
    map.set(source.id, source);
  }
  return map;
}

function snapshotOf(
  state: TimelineState,
  from: DateOnly | null,
  entriesOf: ReturnType<typeof entryMaker>,
): TimelineSnapshot {
  const items = shownItems(state);
  const missing = gapsOf(state);
  const status = timelineStatus(state);
  return {
    status,
    items,
    missing,
    entries: entriesOf(items, { gaps: missing, arrived: state.arrived }),
    hasMore: hasMore(state),
    loadingMore: status === 'ready' && isLoading(state),
    hasNewer: hasNewer(state),
    loadingNewer: isLoadingNewer(state),
    from,
    filter: state.filter,
    arrived: [...state.arrived],
    sources: state.sources.map(({ id, label, phase }) => ({ id, phase, ...(label === undefined ? {} : { label }) })),
  };
}
