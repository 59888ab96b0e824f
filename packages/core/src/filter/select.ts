import type { AnyRecord } from '../model/index.ts';
import { blockSize, narrowByRecord, narrowOf, type Look } from './block.ts';
import { compiled } from './compile.ts';
import { compileTest } from './compile-test.ts';
import type { FilterContext } from './context.ts';
import type { Filter } from './filter.ts';

const sampleSize = 128;
/** A sample is taken of the first block, of the second after it, and so on up to every so many. */
const widestStep = 64;
/** What a record has to cost for its block to be gone through clause by clause: below that one test of all clauses takes less time. */
const worthwhile = 8;

/**
 * Those of many records of one type that satisfy a filter, in their order, as they are asked for. `compile` answers for a record at a time; this goes
 * through a few thousand of them clause by clause, where that takes less time. What is cheap and decides much is asked first: that is guessed, then
 * measured on a sample, again and again. One block is all that is held on to; an array is read in place, and is not to change meanwhile.
 * @throws InvalidInputError where a path leads nowhere: the filter was not checked.
 */
export function* select<R extends AnyRecord>(
  filter: Filter,
  type: string,
  records: Iterable<R>,
  context: FilterContext,
): Generator<R, void, undefined> {
  let test = compileTest(filter, type, context);
  // To gather records costs something as well.
  if (!Array.isArray(records) && test.cost < worthwhile) {
    const holds = compiled(test, context);
    for (const record of records) if (holds(record)) yield record;
    return;
  }
  let narrow = narrowByRecord(test.holds);
  const { now } = context;
  const look: Look = { records: [], values: [], now, fetched: 0 };
  const places = new Int32Array(blockSize);
  let step = 1;
  let left = step;
  for (const { records: there, start, end } of blocksOf(records)) {
    look.records = there;
    for (let place = start; place < end; place++) places[place - start] = place;
    const count = narrow(look, places, end - start, true);
    for (let at = 0; at < count; at++) yield there[places[at] as number] as R;
    left -= 1;
    if (left > 0 || end - start < blockSize || !test.group) continue;
    test = test.measured({ records: sampleOf(there, start), now });
    narrow = test.cost < worthwhile ? narrowByRecord(test.holds) : narrowOf(test);
    step = Math.min(2 * step, widestStep);
    left = step;
  }
}

/** Where a block stands: from `start` up to, not including, `end`. */
interface Block<R> {
  readonly records: readonly R[];
  readonly start: number;
  readonly end: number;
}

function* blocksOf<R>(records: Iterable<R>): Generator<Block<R>, void, undefined> {
  if (Array.isArray(records)) {
    const all: readonly R[] = records;
    for (let start = 0; start < all.length; start += blockSize)
      yield { records: all, start, end: Math.min(start + blockSize, all.length) };
    return;
  }
  const gathered: R[] = [];
  let end = 0;
  for (const record of records) {
    gathered[end] = record;
    end += 1;
    if (end < blockSize) continue;
    yield { records: gathered, start: 0, end };
    end = 0;
  }
  if (end > 0) yield { records: gathered, start: 0, end };
}

/** Of the block that starts there, which is a whole one. */
function sampleOf(records: readonly AnyRecord[], start: number): readonly AnyRecord[] {
  return records.slice(start, start + blockSize).filter((_, index) => index % (blockSize / sampleSize) === 0);
}
