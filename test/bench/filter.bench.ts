import { makeActivities, makeContacts, makeDeals } from './filter/contacts.ts';
import {
  aggregate,
  compiled,
  selected,
  simple,
  twelve,
  twelveReversed,
  type Question,
  type Test,
} from './filter/questions.ts';
import { compare, observeMachine, printReport, sample, type Metric } from './report.ts';

// Filters over a million contact objects, without an index: ours at once and a record at a time, the same as a closure by hand (the limit), and peers.
// ROUNDS, CONTACTS and ACTIVITIES narrow a run while working on it.

const rounds = Number(process.env['ROUNDS'] ?? 7);
const contactCount = Number(process.env['CONTACTS'] ?? 1_000_000);
const activityCount = Number(process.env['ACTIVITIES'] ?? 5_000_000);

const machine = observeMachine();
const contacts = makeContacts(contactCount, 1);
const activities = makeActivities(activityCount, contactCount, 2);
const deals = makeDeals(contactCount / 2, contactCount, 3);
const nothing: readonly never[] = [];
const referring = (type: string, _field: string, id: string) =>
  (type === 'activity' ? activities.get(id) : type === 'deal' ? deals.get(id) : undefined) ?? nothing;

/**
 * A loop of its own for each contender: engines tune a loop to what it calls, and one that calls everybody is tuned to nobody. Ids are kept, not counted.
 * What is made from one source text shares its tuning: hence a text each, under a name each.
 */
const loops: Readonly<Record<string, (test: Test) => string[]>> = {
  oneByOne: (test) => {
    const ids: string[] = [];
    for (const contact of contacts) if (test(contact)) ids.push(contact.id);
    return ids;
  },
  handWritten: (test) => {
    const ids: string[] = [];
    for (const contact of contacts) if (test(contact)) ids.push(contact.id);
    return ids;
  },
  bestOrder: (test) => {
    const ids: string[] = [];
    for (const contact of contacts) if (test(contact)) ids.push(contact.id);
    return ids;
  },
  sift: (test) => {
    const ids: string[] = [];
    for (const contact of contacts) if (test(contact)) ids.push(contact.id);
    return ids;
  },
  mingo: (test) => {
    const ids: string[] = [];
    for (const contact of contacts) if (test(contact)) ids.push(contact.id);
    return ids;
  },
  'json-logic-js': (test) => {
    const ids: string[] = [];
    for (const contact of contacts) if (test(contact)) ids.push(contact.id);
    return ids;
  },
};

/** CPU of this thread in milliseconds: neither other programs nor the collector's threads count. */
const cpu = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

function measure(question: Question): Metric[] {
  const tests: Record<string, Test> = {
    oneByOne: compiled(question.filter, referring),
    handWritten: question.handWritten,
    ...(question.bestOrder && { bestOrder: question.bestOrder }),
    ...question.peers,
  };
  const contenders: Record<string, () => string[]> = {
    ours: () => {
      const ids: string[] = [];
      for (const { id } of selected(question.filter, contacts, referring)) ids.push(id);
      return ids;
    },
    ...Object.fromEntries(Object.entries(tests).map(([name, test]) => [name, () => loops[name]?.(test) ?? []])),
  };
  const taken = new Map(Object.keys(contenders).map((name) => [name, [] as number[]]));
  let expected: string | undefined;
  globalThis.gc?.();
  // The first round warms up and checks that all give the same ids.
  for (let round = 0; round <= rounds; round++) {
    for (const [name, answerOf] of Object.entries(contenders)) {
      const start = cpu();
      const ids = answerOf();
      if (round > 0) taken.get(name)?.push(cpu() - start);
      else {
        const answer = ids.join();
        expected ??= answer;
        if (answer !== expected)
          throw new Error(`${question.name}: ${name} gives ${ids.length} other records than ours.`);
        if (name === 'ours') console.error(`${question.name}: ${ids.length} of ${contactCount}`);
      }
    }
  }
  const of = (name: string) => sample(taken.get(name) ?? []);
  const beside = (peer: string): Metric =>
    compare({
      metric: `${question.name}, beside ${peer}`,
      unit: 'ms',
      better: 'less',
      ours: of('ours'),
      peers: { [peer]: of(peer) },
      ...(question.goals?.[peer] === undefined ? {} : { goal: question.goals[peer] }),
    });
  /** Another way beside a peer, for comparison. */
  const alsoBeside =
    (contender: string, words: string) =>
    (peer: string): Metric =>
      compare({
        metric: `${question.name}, ${words}, beside ${peer}`,
        unit: 'ms',
        better: 'less',
        ours: of(contender),
        peers: { [peer]: of(peer) },
      });
  return [
    compare({
      metric: question.name,
      unit: 'ms',
      better: 'less',
      ours: of('ours'),
      limit: of('handWritten'),
      goalOfLimit: 1.3,
    }),
    compare({
      metric: `${question.name}, a record at a time`,
      unit: 'ms',
      better: 'less',
      ours: of('oneByOne'),
      limit: of('handWritten'),
      goalOfLimit: 1.3,
    }),
    ...(question.bestOrder
      ? [
          compare({
            metric: `${question.name}, the best order known`,
            unit: 'ms',
            better: 'less',
            ours: of('ours'),
            limit: of('bestOrder'),
          }),
        ]
      : []),
    ...Object.keys(question.peers).map(beside),
    ...Object.keys(question.peers).map(alsoBeside('oneByOne', 'a record at a time')),
    // What is left to win: a closure that is asked about one record at a time waits for this much memory.
    ...(question.bestOrder ? Object.keys(question.peers).map(alsoBeside('bestOrder', 'the best order by hand')) : []),
  ];
}

/** What memory takes: a million objects are more than fits in a cache, and whoever looks at one field of each waits for as many lines of it. */
function reading(): Metric {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = cpu();
    let sum = 0;
    for (const { version } of contacts) sum += version;
    if (sum !== contactCount) throw new Error(`Not every contact is of version 1: ${sum}.`);
    if (round > 0) times.push(cpu() - start);
  }
  return compare({ metric: 'one number read of each contact', unit: 'ms', better: 'less', ours: sample(times) });
}

const metrics = [reading(), ...[simple, twelve, twelveReversed, aggregate(activities, deals)].flatMap(measure)];
printReport({ name: 'filter', machine: machine(), metrics });
