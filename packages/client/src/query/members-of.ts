import type { AnyRecord } from '@rapport/core';
import type { Overlay, RecordStore } from '../store/index.ts';
import type { QueryPlan } from './query-plan.ts';
import type { WindowAnswer } from './read-window.ts';

/**
 * The records that belong to a query by an answer that was asked for at `since`, as they are shown: the answer's, unless what is known to be newer says
 * otherwise, and those newer ones that the answer could not know of. `doubtful` are ids of members that are shown for their pending writes, though the backend
 * left them out: where they stand, only the backend can tell, once it has those.
 */
export function membersOf(
  answer: WindowAnswer,
  since: number,
  { type, plan, store, overlay }: { type: string; plan: QueryPlan; store: RecordStore; overlay: Overlay },
): { readonly members: readonly AnyRecord[]; readonly doubtful: readonly string[] } {
  const members: AnyRecord[] = [];
  const doubtful: string[] = [];
  const answered = new Set<string>();
  for (const record of answer.records) {
    answered.add(record.id);
    const shown = store.shown(record);
    // Where nothing newer is known, the backend's word that it belongs here is good.
    const isAsAnswered = shown?.version === record.version && !overlay.has(record);
    if (shown && (isAsAnswered || (plan.verdict(shown) ?? true))) members.push(shown);
  }
  for (const record of store.newerThan(type, since, answer.asOf)) {
    if (answered.has(record.id) || plan.verdict(record) !== true) continue;
    answered.add(record.id);
    members.push(record);
    const base = store.base(record);
    if (overlay.has(record) && (!plan.placeOf || (base && plan.verdict(base) !== false))) doubtful.push(record.id);
  }
  return { members, doubtful };
}
