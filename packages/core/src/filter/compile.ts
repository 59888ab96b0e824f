import type { AnyRecord } from '../model/index.ts';
import { compileTest } from './compile-test.ts';
import type { CompiledFilter } from './compile-with.ts';
import type { FilterContext } from './context.ts';
import type { Filter } from './filter.ts';
import type { RecordTest } from './record-test.ts';

const sampleSize = 128;
/** One of so many records is taken into the first sample, and one of twice as many into each that follows, up to the widest. */
const firstStep = 4;
const widestStep = 2048;

/**
 * Makes a filter ready for many records of a type: paths are looked up, operands folded, spans resolved once per `now`. What is cheap and decides much is
 * asked first, whatever the order it is written in: that is guessed, and after 512 records measured on a sample of them, again and again. The sample that
 * is being taken is all that is held on to. Closures alone; no code is generated.
 * @throws InvalidInputError where a path leads nowhere: the filter was not checked.
 */
export function compile(filter: Filter, type: string, context: FilterContext): CompiledFilter {
  return compiled(compileTest(filter, type, context), context);
}

/** A filter's test, as it is asked record by record. */
export function compiled(first: RecordTest, { now }: Pick<FilterContext, 'now'>): CompiledFilter {
  let test = first;
  let { holds } = test;
  if (!test.group) return test.timed ? (record, at = now) => holds(record, at) : (holds as CompiledFilter);

  let step = firstStep;
  let left = step;
  let records: AnyRecord[] = [];
  return (record, at = now) => {
    left -= 1;
    if (left === 0) {
      records.push(record);
      if (records.length === sampleSize) {
        test = test.measured({ records, now: at });
        ({ holds } = test);
        records = [];
        step = Math.min(2 * step, widestStep);
      }
      left = step;
    }
    return holds(record, at);
  };
}
