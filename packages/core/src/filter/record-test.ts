import type { AnyRecord, Instant } from '../model/index.ts';

/** A test of records, with what is guessed of it: what it costs beside comparing a number, and the share of records that it holds for. */
export interface RecordTest {
  readonly cost: number;
  readonly share: number;
  /** Whether `now` matters. */
  readonly timed: boolean;
  readonly holds: (record: AnyRecord, now: Instant) => boolean;
}

type Holds = RecordTest['holds'];

/** Tests have no effects: a group asks first those that end it soonest for what they cost. */
export function allOf(tests: readonly RecordTest[]): RecordTest {
  const sorted = tests.toSorted((a, b) => a.cost / (1 - a.share) - b.cost / (1 - b.share));
  return {
    ...inTurn(sorted, true),
    timed: tests.some(({ timed }) => timed),
    holds: every(sorted.map(({ holds }) => holds)),
  };
}

export function anyOf(tests: readonly RecordTest[]): RecordTest {
  const sorted = tests.toSorted((a, b) => a.cost / a.share - b.cost / b.share);
  return {
    ...inTurn(sorted, false),
    timed: tests.some(({ timed }) => timed),
    holds: some(sorted.map(({ holds }) => holds)),
  };
}

export function negated({ cost, share, timed, holds }: RecordTest): RecordTest {
  return { cost, share: 1 - share, timed, holds: (record, now) => !holds(record, now) };
}

/** Cost and share of tests that are asked in turn, as long as each answers `goOn`. */
function inTurn(tests: readonly RecordTest[], goOn: boolean): Pick<RecordTest, 'cost' | 'share'> {
  let cost = 1;
  let reached = 1;
  for (const test of tests) {
    cost += reached * test.cost;
    reached *= goOn ? test.share : 1 - test.share;
  }
  // Never certain: a share divides.
  const share = Math.min(Math.max(goOn ? reached : 1 - reached, 0.001), 0.999);
  return { cost, share };
}

// Small groups are written out: a loop over closures is slower than calls that stand one after the other.
function every(tests: readonly Holds[]): Holds {
  const [first, second, third, fourth, ...rest] = tests;
  if (!first) return () => true;
  if (!second) return first;
  if (!third) return (record, now) => first(record, now) && second(record, now);
  if (!fourth) return (record, now) => first(record, now) && second(record, now) && third(record, now);
  if (rest.length === 0)
    return (record, now) => first(record, now) && second(record, now) && third(record, now) && fourth(record, now);
  const others = every(rest);
  return (record, now) =>
    first(record, now) && second(record, now) && third(record, now) && fourth(record, now) && others(record, now);
}

function some(tests: readonly Holds[]): Holds {
  const [first, second, third, fourth, ...rest] = tests;
  if (!first) return () => false;
  if (!second) return first;
  if (!third) return (record, now) => first(record, now) || second(record, now);
  if (!fourth) return (record, now) => first(record, now) || second(record, now) || third(record, now);
  if (rest.length === 0)
    return (record, now) => first(record, now) || second(record, now) || third(record, now) || fourth(record, now);
  const others = some(rest);
  return (record, now) =>
    first(record, now) || second(record, now) || third(record, now) || fourth(record, now) || others(record, now);
}
