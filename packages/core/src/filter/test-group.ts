import { narrowInTurn, narrowOf } from './block.ts';
import { everyInTurn, someInTurn } from './in-turn.ts';
import { withinBound } from './number-bound.ts';
import { measuredShare, type RecordTest, type TestGroup } from './record-test.ts';

type Quantifier = TestGroup['quantifier'];

/** Holds where all do; they are asked in the order that is expected to cost least. */
export function allOf(tests: readonly RecordTest[]): RecordTest {
  return grouped('all', tests);
}

/** Holds where one does; they are asked in the order that is expected to cost least. */
export function anyOf(tests: readonly RecordTest[]): RecordTest {
  return grouped('any', tests);
}

/** Holds where the test of a clause does not. */
export function negated(test: RecordTest): RecordTest {
  const { holds, narrow, measured } = test;
  return {
    ...test,
    bound: undefined,
    share: 1 - test.share,
    holds: (record, now) => !holds(record, now),
    narrow: narrow && ((look, places, count, wanted) => narrow(look, places, count, !wanted)),
    measured: (sample) => negated(measured(sample)),
  };
}

/** What an order is made by. */
type Part = Pick<RecordTest, 'cost' | 'fetch' | 'share' | 'timed' | 'holds' | 'narrow' | 'bound'>;

function grouped(quantifier: Quantifier, parts: readonly RecordTest[]): RecordTest {
  const tests = parts.flatMap((part) => (part.group?.quantifier === quantifier ? part.group.tests : [part]));
  const [only] = tests;
  if (only && tests.length === 1) return only;
  const whole = inOrder(
    quantifier,
    byField(tests).map((same) => asOne(quantifier, same)),
  );
  return {
    ...whole,
    group: { quantifier, tests },
    measured: (sample) => ({
      ...grouped(
        quantifier,
        tests.map(({ measured }) => measured(sample)),
      ),
      share: measuredShare(whole.holds, sample),
    }),
  };
}

/** Tests that read the same field stand together, where the first of them was. */
function byField(tests: readonly RecordTest[]): readonly (readonly RecordTest[])[] {
  const together = new Map<string | RecordTest, RecordTest[]>();
  for (const test of tests) {
    const key = test.field ?? test;
    const known = together.get(key);
    if (known) known.push(test);
    else together.set(key, [test]);
  }
  return [...together.values()];
}

/** What the value of the field costs to fetch is paid once. */
function asOne(quantifier: Quantifier, ofOneField: readonly RecordTest[]): Part {
  const [only] = ofOneField;
  if (only && ofOneField.length === 1) return only;
  const fetch = Math.max(...ofOneField.map((test) => test.fetch));
  const fetched = ofOneField.map((test) => ({ ...test, fetch: 0 }));
  return { ...inOrder(quantifier, fetched), fetch };
}

function inOrder(quantifier: Quantifier, parts: readonly Part[]): Part {
  const all = quantifier === 'all';
  const ending = ({ share }: Part): number => (all ? 1 - share : share);
  const price = (part: Part): number => (part.cost + part.fetch) / ending(part);
  const sorted = parts.toSorted((a, b) => price(a) - price(b));
  let cost = 0;
  let reached = 1;
  for (const part of sorted) {
    cost += reached * (part.cost + part.fetch);
    reached *= 1 - ending(part);
  }
  return {
    cost,
    fetch: 0,
    share: Math.min(Math.max(all ? reached : 1 - reached, 0.001), 0.999),
    timed: parts.some(({ timed }) => timed),
    holds: all ? everyOf(sorted) : someInTurn(sorted.map((part) => part.holds)),
    narrow: narrowInTurn(quantifier, sorted.map(narrowOf)),
  };
}

function everyOf(parts: readonly Part[]): RecordTest['holds'] {
  const [first, ...others] = parts;
  if (first?.bound && others.length > 0) return withinBound(first.bound, everyOf(others));
  return everyInTurn(parts.map((part) => part.holds));
}
