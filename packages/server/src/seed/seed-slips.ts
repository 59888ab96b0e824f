import { createWorkshop, dateOf, day, instantOf, type SeedOptions, type SeedRecord } from './seed-record.ts';

/** How often, and how far, the day on which a deal was to close had been pushed until it was what it is. */
export function* seedSlips(options: SeedOptions, { type, id, set }: SeedRecord, name: string): Generator<SeedRecord> {
  const { chance, record } = createWorkshop(options, `slips/${name}`);
  if (type !== 'deal' || !chance.maybe(0.35)) return;
  const begun = Date.parse(String(set['createdAt']));
  const ended = Date.parse(String(set['closedAt'] ?? instantOf(options.until)));
  let to = Date.parse(`${String(set['expectedCloseDate'])}T00:00:00.000Z`);
  let at = ended;
  // From the last one back to the first.
  for (let index = chance.pick([1, 1, 1, 2, 3]); index > 0; index--) {
    at -= chance.int(4, 20) * day;
    if (at <= begun) return;
    const from = to - (chance.maybe(0.85) ? chance.int(7, 45) : -chance.int(3, 14)) * day;
    yield record('closeDateChange', `${name}/${index}`, at, {
      deal: id,
      from: dateOf(from),
      to: dateOf(to),
      changedAt: instantOf(at),
      changedBy: set['owner'],
      reason: chance.maybe(0.7) ? chance.pick(['Budget round', 'Waiting for the test report', 'Holidays']) : undefined,
    });
    to = from;
  }
}
