import { createFeedReader, routeEntry } from '../authority/index.ts';
import type { Instant } from '../model/index.ts';
import type { Actor, ChangeMessage, Interest } from '../port/index.ts';
import type { RecordTables } from './record-tables.ts';
import type { Sight } from './sight.ts';
import type { TableStore } from './table-store.ts';

/** A reader who sees nothing of so many entries is told how far the feed has come, lest its cursor grow too old. */
const silence = 1_000;
/** So many entries make one message at most. */
const batch = 200;

export interface Follower {
  readonly actor: Actor;
  readonly since: string | null;
  readonly interests: readonly Interest[] | undefined;
  readonly signal: AbortSignal;
  readonly now: () => Instant;
  /** What the reader sees now. */
  readonly sightOf: (tables: RecordTables) => Sight;
}

/** The feed as one reader hears it, until the signal aborts (rule A12). Each message begins where the last one ended. */
export async function* followChanges(
  store: TableStore,
  { actor, since, interests, signal, now, sightOf }: Follower,
): AsyncGenerator<ChangeMessage, void, undefined> {
  if (signal.aborted) return;
  const opened = await store.open();
  const { log } = opened;
  const { model, policy } = store;
  let { tables } = opened;
  let sight = sightOf(tables);
  const reader = createFeedReader({
    model,
    policy,
    actor,
    interests,
    holds: (filter, record, over) => sight.holds(filter, record, over),
  });
  // Read up to `position`; told up to `sent`.
  let position = since === null ? log.position : log.positionOf(since);
  let sent = position;
  if (since === null) yield { kind: 'changes', from: log.cursor(), to: log.cursor(), changes: [] };
  while (!signal.aborted) {
    const entries = position === undefined ? undefined : log.after(position, batch);
    if (position === undefined || sent === undefined || entries === undefined) {
      position = sent = log.position;
      yield { kind: 'reset', to: log.cursor() };
      continue;
    }
    if (entries.length === 0) {
      await log.waitBeyond(position, signal);
      continue;
    }
    const present = await store.open();
    if (present.tables !== tables) sight = sightOf((tables = present.tables));
    sight.now = now();
    const routed = entries.map((entry) => routeEntry(entry, reader));
    const changes = routed.flatMap((one) => one.changes);
    const recheck = [...new Set(routed.flatMap((one) => one.recheck))];
    position += entries.length;
    if (changes.length === 0 && recheck.length === 0 && position - sent < silence) continue;
    const [from, to]: readonly [string, string] = [log.cursor(sent), log.cursor(position)];
    sent = position;
    yield { kind: 'changes', from, to, changes, ...(recheck.length > 0 ? { recheck } : {}) };
  }
}
