import type { AnyRecord } from '@rapport/core';
import type { Placed, Placing } from './placing.ts';

/** The first of those that were looked for. */
export interface First {
  /** In order. */
  readonly records: readonly AnyRecord[];
  /** How many there were, those that are not among the first included. */
  readonly count: number;
}

/** How many more than twice the limit are gathered before those that are not among the first are let go of. */
const slack = 100;

/**
 * The first of many, without sorting them all. One loop and few calls: the first use of a query meets code that is not compiled yet, where a call for
 * each record costs as much as the work in it.
 */
export function firstOf(
  records: Iterable<AnyRecord>,
  isAsked: (record: AnyRecord) => boolean | undefined,
  limit: number,
  placing: Placing,
): First {
  const { leadOf } = placing;
  const most = 2 * limit + slack;
  let found: AnyRecord[] = [];
  let leads: number[] = [];
  // There are enough up to here.
  let bound = Infinity;
  let last: Placed | undefined;
  let count = 0;
  for (const record of records) {
    if (isAsked(record) !== true) continue;
    count += 1;
    const lead = leadOf(record);
    if (lead > bound) continue;
    if (last && placing.compare({ record, lead }, last) > 0) continue;
    leads.push(lead);
    if (found.push(record) <= most) continue;
    // Numbers are sorted with no call of ours.
    bound = new Float64Array(leads).sort()[limit - 1] ?? NaN;
    const sifted = leads.length;
    let kept = 0;
    for (let index = 0; index < sifted; index++) {
      if ((leads[index] as number) > bound) continue;
      leads[kept] = leads[index] as number;
      found[kept] = found[index] as AnyRecord;
      kept += 1;
    }
    leads.length = found.length = kept;
    if (kept <= limit + slack) continue;
    // Their first keys don't tell enough.
    const first = inOrder(found, leads, placing).slice(0, limit);
    last = first.at(-1);
    found = first.map(({ record }) => record);
    leads = first.map(({ lead }) => lead);
  }
  return {
    records: inOrder(found, leads, placing)
      .slice(0, limit)
      .map(({ record }) => record),
    count,
  };
}

function inOrder(
  records: readonly AnyRecord[],
  leads: readonly number[],
  placing: Placing,
): { readonly record: AnyRecord; readonly lead: number }[] {
  return records
    .map((record, index) => ({ record, lead: leads[index] as number }))
    .sort((a, b) => a.lead - b.lead || placing.compare(a, b));
}
