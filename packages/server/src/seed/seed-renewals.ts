import { lossReasons, renewalStages } from './catalogue.ts';
import type { Person } from './seed-company.ts';
import type { House } from './seed-house.ts';
import {
  atWork,
  createWorkshop,
  dateOf,
  day,
  instantOf,
  priceIn,
  type SeedOptions,
  type SeedRecord,
} from './seed-record.ts';

const renewed = 3;
const cancelled = 4;

/** A customer's contracts for maintenance: those of the years before, and the one that runs out next. */
export function* seedRenewals(
  options: SeedOptions,
  house: House,
  people: readonly Person[],
  name: string,
): Generator<SeedRecord> {
  const { chance, record } = createWorkshop(options, `renewals/${name}`);
  const [person] = people;
  if (!person || !chance.maybe(0.7)) return;
  const { pipeline, stages } = house.renewals;
  const { country, seller } = person;
  const instruments = chance.int(1, 6);
  for (let year = 0; person.since + year * 365 * day < options.until; year++) {
    const opened = atWork(person.since + year * 365 * day, country, chance);
    if (opened >= options.until) return;
    const decided = opened + chance.int(60, 200) * day;
    const isOpen = decided >= options.until;
    const stage = isOpen ? chance.pick([0, 0, 1, 1, 2]) : chance.maybe(0.85) ? renewed : cancelled;
    const entered = isOpen
      ? Math.min(options.until - 1, opened + (stage === 0 ? 0 : chance.int(1, 15) * day))
      : decided;
    const amount = priceIn(1_490 * instruments, country);
    const deal = record('deal', `renewals/${name}/${year}`, opened, {
      name: `Maintenance of ${instruments === 1 ? 'an instrument' : `${instruments} instruments`} for ${person.name}`,
      pipeline,
      stage: stages[stage],
      status: renewalStages[stage]?.stageType,
      company: person.company,
      contact: person.id,
      owner: seller.id,
      amount,
      probability: renewalStages[stage]?.probability,
      probabilitySource: 'stage',
      enteredStageAt: instantOf(entered),
      closedAt: isOpen ? undefined : instantOf(entered),
      expectedCloseDate: dateOf(decided),
      rank: `b${chance.int(1_000, 9_999)}`,
      lossReason: stage === cancelled ? chance.pick(lossReasons) : undefined,
      source: 'Renewal',
      nextStep: isOpen ? 'Send the contract for the next year' : undefined,
    });
    yield deal;
    if (stage > 0) {
      yield record('stageChange', `renewals/${name}/${year}`, entered, {
        deal: deal.id,
        company: person.company,
        contact: person.id,
        from: stages[0],
        to: stages[stage],
        changedAt: instantOf(entered),
        changedBy: seller.id,
        durationMilliseconds: entered - opened,
        amount,
      });
    }
    if (stage === cancelled) return;
  }
}
