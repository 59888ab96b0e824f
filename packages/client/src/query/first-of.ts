import type { AnyRecord } from '@rapport/core';
import type { Lead, Placed, Placing } from './placing.ts';

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
  const { leadOf, isDescending } = placing;
  const most = 2 * limit + slack;
  let found: AnyRecord[] = [];
  let leads: Lead[] = [];
  // There are enough up to here.
  let bound = NaN as Lead;
  let last: Placed | undefined;
  let count = 0;
  const sift = (): void => {
    bound = leadAt(limit, leads, isDescending);
    let kept = 0;
    for (const [index, lead] of leads.entries()) {
      if (isDescending ? lead < bound : lead > bound) continue;
      leads[kept] = lead;
      found[kept] = found[index] as AnyRecord;
      kept += 1;
    }
    leads.length = found.length = kept;
  };
  for (const record of records) {
    if (isAsked(record) !== true) continue;
    count += 1;
    const lead = leadOf(record);
    if (isDescending ? lead < bound : lead > bound) continue;
    if (last && placing.compare({ record, lead }, last) > 0) continue;
    leads.push(lead);
    if (found.push(record) <= most) continue;
    sift();
    if (found.length <= limit + slack) continue;
    // Their first keys don't tell enough.
    const first = inOrder(found, leads, placing).slice(0, limit);
    last = first.at(-1);
    found = first.map(({ record }) => record);
    leads = first.map(({ lead }) => lead);
  }
  if (found.length > limit) sift();
  const first = inOrder(found, leads, placing).slice(0, limit);
  return { records: first.map(({ record }) => record), count };
}

/** The lead that so many are not behind, of those that tell; NaN where fewer do. */
function leadAt(count: number, leads: readonly Lead[], isDescending: boolean): Lead {
  return sorted(leads).at(isDescending ? -count : count - 1) ?? NaN;
}

/** Sorted with no call of ours, save those that have the same lead. */
function inOrder(
  records: readonly AnyRecord[],
  leads: readonly Lead[],
  placing: Placing,
): { readonly record: AnyRecord; readonly lead: Lead }[] {
  const byLead = new Map<Lead, { readonly record: AnyRecord; readonly lead: Lead }[]>();
  for (const [index, lead] of leads.entries()) {
    const placed = { record: records[index] as AnyRecord, lead };
    const same = byLead.get(lead);
    if (same) same.push(placed);
    else byLead.set(lead, [placed]);
  }
  const order = Array.from(sorted([...byLead.keys()]), (lead) => byLead.get(lead) ?? []);
  for (const same of order) if (same.length > 1) same.sort((a, b) => placing.compare(a, b));
  return (placing.isDescending ? order.toReversed() : order).flat();
}

/** The least first. */
function sorted(leads: readonly Lead[]): readonly Lead[] | Float64Array {
  return typeof leads[0] === 'string' ? leads.toSorted() : new Float64Array(leads as readonly number[]).sort();
}
