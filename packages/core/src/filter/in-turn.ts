import type { RecordTest } from './record-test.ts';

type Holds = RecordTest['holds'];

// Small groups are written out: a loop over closures is slower than calls that stand one after the other.

/** Whether all hold, asked from the first on until one does not. */
export function everyInTurn(tests: readonly Holds[]): Holds {
  const [first, second, third, fourth, ...rest] = tests;
  if (!first) return () => true;
  if (!second) return first;
  if (!third) return (record, now) => first(record, now) && second(record, now);
  if (!fourth) return (record, now) => first(record, now) && second(record, now) && third(record, now);
  if (rest.length === 0)
    return (record, now) => first(record, now) && second(record, now) && third(record, now) && fourth(record, now);
  const others = everyInTurn(rest);
  return (record, now) =>
    first(record, now) && second(record, now) && third(record, now) && fourth(record, now) && others(record, now);
}

/** Whether one holds, asked from the first on until one does. */
export function someInTurn(tests: readonly Holds[]): Holds {
  const [first, second, third, fourth, ...rest] = tests;
  if (!first) return () => false;
  if (!second) return first;
  if (!third) return (record, now) => first(record, now) || second(record, now);
  if (!fourth) return (record, now) => first(record, now) || second(record, now) || third(record, now);
  if (rest.length === 0)
    return (record, now) => first(record, now) || second(record, now) || third(record, now) || fourth(record, now);
  const others = someInTurn(rest);
  return (record, now) =>
    first(record, now) || second(record, now) || third(record, now) || fourth(record, now) || others(record, now);
}
