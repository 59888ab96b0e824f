import { answeredQuestions, competitors, lossReasons, stages } from './catalogue.ts';
import { seedSlips } from './seed-slips.ts';
import { taskSubjects } from './texts.ts';
import type { House } from './seed-house.ts';
import type { Person } from './seed-company.ts';
import { atWork, dateOf, day, instantOf, priceIn, put, type SeedRecord, type Workshop } from './seed-record.ts';

const negotiated = 3;
const won = 4;
const lost = 5;

/** What a customer bought, or may buy: deals with their changes of stage, lines, roles and what is to be done for them. */
export function* seedDeals(
  workshop: Workshop,
  house: House,
  people: readonly Person[],
  name: string,
): Generator<SeedRecord> {
  const { chance } = workshop;
  const count = name === '0' ? 6 : chance.int(0, 4);
  for (let index = 0; index < count; index++)
    yield* seedDeal(workshop, house, people[0] ?? chance.pick(people), `${name}/${index}`);
}

function* seedDeal(
  { chance, record, options }: Workshop,
  house: House,
  person: Person,
  name: string,
): Generator<SeedRecord> {
  const { country, seller } = person;
  const product = chance.pick(house.products.filter(({ euros }) => euros > 2_000));
  const quantity = chance.pick([1, 1, 1, 2, 3]);
  const amount = priceIn(product.euros * quantity, country);
  const opened = atWork(
    person.since + chance.int(5, Math.max(6, Math.floor((options.until - person.since) / day) - 10)) * day,
    country,
    chance,
  );
  const moves = movesOf({ chance, opened, until: options.until });
  const stage = moves.at(-1)?.to ?? 0;
  const status = stage === won ? 'won' : stage === lost ? 'lost' : 'open';
  const enteredAt = moves.at(-1)?.at ?? opened;
  const partner = chance.maybe(0.15) ? chance.pick(house.partners) : undefined;
  const deal = record('deal', name, opened, {
    name: `${product.name} for ${person.name}`,
    pipeline: house.pipeline,
    stage: house.stages[stage],
    status,
    company: person.company,
    contact: person.id,
    owner: seller.id,
    partner,
    amount,
    probability: stages[stage]?.probability,
    probabilitySource: 'stage',
    checklist: stage === negotiated || stage === won ? [answeredQuestions] : undefined,
    enteredStageAt: instantOf(enteredAt),
    closedAt: status === 'open' ? undefined : instantOf(enteredAt),
    expectedCloseDate: dateOf(status === 'open' ? options.until + chance.int(-10, 120) * day : enteredAt),
    rank: `a${chance.int(1_000, 9_999)}`,
    lossReason: status === 'lost' ? chance.pick(lossReasons) : undefined,
    competitor: status === 'lost' && chance.maybe(0.5) ? chance.pick(competitors) : undefined,
    source: chance.pick(['Trade fair', 'Website', 'Recommendation']),
    nextStep:
      status === 'open'
        ? put(chance.pick(taskSubjects), { product: product.name, given: person.givenName })
        : undefined,
    'externalIds.erp': `O-${name.replace('/', '-')}`,
  });
  yield deal;
  yield* seedSlips(options, deal, name);
  yield record('lineItem', name, opened, {
    deal: deal.id,
    product: product.id,
    name: product.name,
    quantity,
    unitPrice: priceIn(product.euros, country),
    position: 0,
  });
  yield record('contactRole', name, opened, {
    deal: deal.id,
    contact: person.id,
    role: chance.pick(['primary', 'decisionMaker']),
  });
  let before = opened;
  for (const [index, { from, to, at }] of moves.entries()) {
    yield record('stageChange', `${name}/${index}`, at, {
      deal: deal.id,
      company: person.company,
      contact: person.id,
      from: house.stages[from],
      to: house.stages[to],
      changedAt: instantOf(at),
      changedBy: seller.id,
      durationMilliseconds: at - before,
      amount,
    });
    before = at;
  }
  const due = options.until + chance.int(-5, 20) * day;
  const done = status !== 'open';
  yield record('task', name, opened, {
    subject: put(chance.pick(taskSubjects), { product: product.name, given: person.givenName }),
    status: done ? 'done' : 'open',
    priority: chance.pick(['low', 'normal', 'normal', 'high']),
    dueAt: instantOf(atWork(done ? enteredAt - 2 * day : due, country, chance)),
    completedAt: done ? instantOf(enteredAt - day) : undefined,
    assignee: seller.id,
    contact: person.id,
    company: person.company,
    deal: deal.id,
  });
}

interface Move {
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/** From stage to stage in time, until it is decided or the history ends. */
function movesOf({
  chance,
  opened,
  until,
}: {
  readonly chance: Workshop['chance'];
  readonly opened: number;
  readonly until: number;
}): Move[] {
  const moves: Move[] = [];
  let stage = 0;
  let at = opened;
  while (stage < won) {
    at += chance.int(2 * 24, 35 * 24) * 3_600_000 + chance.int(0, 3_599_999);
    if (at >= until) break;
    const to = chance.maybe(0.12) ? lost : stage + 1;
    moves.push({ from: stage, to, at });
    stage = to;
  }
  return moves;
}
