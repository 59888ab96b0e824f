import { refKey, type AnyRecord, type Backend } from '@rapport/core';
import type { AppWindow } from './app-window.ts';
import type { Device } from './device.ts';
import { fieldOf, type Effect, type Journal, type Made } from './journal.ts';
import { createMark, deleteMark } from './marks.ts';

/** Convergence: every query is the backend's own answer, in order, and nothing waits. */
export async function checkWindows(
  windows: readonly AppWindow[],
  backendOf: (window: AppWindow) => Backend,
): Promise<readonly string[]> {
  const converged = await Promise.all(windows.map((window) => checkWindow(window, backendOf(window))));
  return converged.flat();
}

/** What was declined is kept for its writer to decide, where there is anything that could keep it. */
export function checkKept(windows: readonly AppWindow[], { undecided }: Journal): readonly string[] {
  return [...undecided].flatMap(([id, made]) => {
    const [first] = made;
    // A wipe was to give it up, and has not come to its end.
    if (made.every(({ isDiscarded }) => isDiscarded)) return [];
    const own = windows.filter(({ by }) => by.device === first?.by.device && by.account === first.by.account);
    const isKept = own.some(({ client }) => client.connection.getSnapshot().attention.some((one) => one.id === id));
    return own.length === 0 || isKept
      ? []
      : [`lost: declined and not kept: ${made.flatMap(({ effects }) => effects.map(({ mark }) => mark)).join(', ')}`];
  });
}

/** Windows of one account share one stream. */
export function checkStreams(devices: readonly Device[]): readonly string[] {
  return devices.flatMap(({ name, network: { openStreams }, hasTabs }) =>
    hasTabs && openStreams > 1 ? [`streams: ${openStreams} are open in ${name} when all is quiet`] : [],
  );
}

/** Exactly once, in order, and nothing silently lost. */
export function checkJournal(journal: Journal): readonly string[] {
  return [...checkOnce(journal), ...checkOrder(journal), ...checkLost(journal)];
}

async function checkWindow({ by, client, queries }: AppWindow, backend: Backend): Promise<readonly string[]> {
  const problems: string[] = [];
  const report = (problem: string): void => void problems.push(`${by.window}: ${problem}`);
  const { state, pendingWrites } = client.connection.getSnapshot();
  if (pendingWrites > 0) report(`stuck: ${pendingWrites} writes still wait`);
  for (const { request, query } of queries) {
    const { status, records, hasMore, total, pending } = query.getSnapshot();
    const asked = JSON.stringify(request);
    if (status !== 'ready') report(`diverged: ${asked} is ${status} when all is quiet (${state})`);
    const answer = await backend.query({ ...request, limit: 1_000, total: true });
    const expected = answer.records.slice(0, records.length);
    if (records.length < answer.records.length && (!hasMore || records.length < (request.limit ?? 50)))
      report(`diverged: ${asked} shows ${records.length} of ${answer.records.length} records`);
    for (const [index, record] of records.entries())
      if (canonical(record) !== canonical(expected[index]))
        report(`diverged: ${asked} shows at ${index} ${canonical(record)} instead of ${canonical(expected[index])}`);
    if (request.total && canonical(total) !== canonical(answer.total))
      report(`diverged: ${asked} counts ${canonical(total)} instead of ${canonical(answer.total)}`);
    if (pending.size > 0) report(`stuck: ${asked} shows ${pending.size} records as pending`);
  }
  return problems;
}

/** Exactly once: no write took effect twice. */
function checkOnce({ made }: Journal): readonly string[] {
  return made.flatMap(({ effects }) =>
    effects
      .filter(({ commits }) => commits.length > 1)
      .map(({ mark, commits }) => `twice: ${mark} took effect ${commits.length} times`),
  );
}

/** Order: what a window did to a record took effect in the order it did it. */
function checkOrder({ made }: Journal): readonly string[] {
  const problems: string[] = [];
  const latest = new Map<string, { readonly commit: number; readonly mark: string }>();
  for (const { by, effects, isRetried } of made) {
    if (isRetried) continue;
    for (const { ref, mark, commits } of effects) {
      const commit = commits[0];
      // Two may delete the same record.
      if (commit === undefined || mark === deleteMark(ref)) continue;
      const key = `${by.window} ${refKey(ref)}`;
      const before = latest.get(key);
      if (before && before.commit > commit) problems.push(`order: ${mark} took effect before ${before.mark}`);
      else latest.set(key, { commit, mark });
    }
  }
  return problems;
}

/** Nothing is silently lost: what a window was told is true. */
function checkLost(journal: Journal): readonly string[] {
  return journal.made.flatMap((made) => {
    const isOpen = !made.result && made.durable !== undefined && !made.isDeclined && !made.isDiscarded;
    if (!made.result && !isOpen) return [];
    const isApplied = isOpen || (made.result?.status !== 'refused' && made.result?.status !== 'conflict');
    if (isApplied && made.isGivenUp) return [];
    if (isApplied)
      return made.effects.filter((effect) => !tookEffect(effect, made, journal)).map(({ mark }) => `lost: ${mark}`);
    if (made.isRetried) return [];
    return made.effects
      .filter(({ mark, commits }) => commits.length > 0 && !mark.startsWith('delete'))
      .map(({ mark }) => `ghost: ${mark} took effect though its writer was told ${made.result?.status}`);
  });
}

function tookEffect({ mark, ref, commits, goneWith }: Effect, made: Made, journal: Journal): boolean {
  if (commits.length > 0 || journal.isUntagged(mark)) return true;
  // Gone is gone, whoever deleted it.
  if (mark === deleteMark(ref)) return journal.isGone(ref) || journal.isUnheardOf(ref);
  const own = journal.own(made.by.device, ref);
  const later = own.filter((one) => one.made.number > made.number);
  // What was created and deleted before it was sent is no write at all; nor what became part of that in one window while another one deleted it.
  if (journal.isUnheardOf(ref)) {
    const created = journal.effect(createMark(ref))?.made;
    const isPart = created && journal.areOne(created, made);
    return (isPart ? own : later).some((one) => one.mark === deleteMark(ref));
  }
  // The write that it was sent in has another value: of two windows that did not know of each other's, the one that was kept last.
  if (goneWith !== undefined) return true;
  // Of a value that was written over before it was sent, nobody hears.
  return mark.startsWith('set') && later.some((one) => fieldOf(one.mark) === fieldOf(mark) && one.commits.length > 0);
}

/** With the fields in one order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner as AnyRecord).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
