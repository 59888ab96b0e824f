import type { AnyRecord } from '@rapport/core';
import type { LiveQueryServices } from './live-query-services.ts';
import type { QueryPlan } from './query-plan.ts';
import type { WindowAnswer } from './read-window.ts';

/**
 * The records that belong to a query by an answer that was asked for at `since`, as they are shown: the answer's, unless what is known to be newer says
 * otherwise, and those newer ones that the answer could not know of, maybe more than once. `doubtful` are ids of members that are shown for their pending writes,
 * though the backend left them out: where they stand, only the backend can tell, once it has those. `isDue` says that it is to be asked again: whether or where
 * something newer belongs can't be told here.
 */
export function membersOf(
  answer: WindowAnswer,
  since: number,
  plan: QueryPlan,
  { store, overlay }: Pick<LiveQueryServices, 'store' | 'overlay'>,
): { readonly members: readonly AnyRecord[]; readonly doubtful: readonly string[]; readonly isDue: boolean } {
  const members: AnyRecord[] = [];
  const doubtful: string[] = [];
  const answered = new Set<string>();
  let isDue = false;
  for (const record of answer.records) {
    answered.add(record.id);
    const shown = store.shown(record);
    // Where nothing newer is known, the backend's word that it belongs here is good.
    const isAsAnswered = shown?.version === record.version && !overlay.has(record);
    if (shown && (isAsAnswered || plan.verdict(shown) !== false)) members.push(shown);
  }
  for (const record of store.newerThan(plan.query.type, since, answer.asOf)) {
    const verdict = plan.verdict(record);
    if (verdict === false) continue;
    const isPlaced = verdict && plan.placeOf;
    const isPending = overlay.has(record);
    const isAnswered = answered.has(record.id);
    // Where another window asked, it may be gone: whether it was written here before that, nobody knows.
    const isUnsure = !isPlaced || (answer.asOf === 0 && !isAnswered);
    if (isUnsure && !isPending) isDue = true;
    if (!verdict || isAnswered) continue;
    members.push(record);
    const base = store.base(record);
    if (isPending && (!isPlaced || (base && plan.verdict(base) !== false))) doubtful.push(record.id);
  }
  return { members, doubtful, isDue };
}
