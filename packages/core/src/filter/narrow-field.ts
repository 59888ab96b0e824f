import type { FieldPath } from '../model/index.ts';
import type { Look, Narrow, Places } from './block.ts';
import { compileValueTest, type ValueTest } from './compile-value-test.ts';
import type { FilterContext } from './context.ts';
import type { FieldClause } from './filter.ts';
import { gatherer, type Gather } from './gather.ts';

/** A clause about a record's own texts, for many records: their values are gathered first, then tested. Undefined for the others. */
export function narrowField(clause: FieldClause, path: FieldPath, context: FilterContext): Narrow | undefined {
  const keep = keeping[path.comparison];
  if (!keep || path.steps.length > 0 || path.key.at !== 'root' || clause.op === 'exists') return undefined;
  const { name } = path.key;
  const whenMissing = clause.op === 'ne';
  // Made when it is first asked: most filters are never put to many records.
  let gather: Gather | undefined;
  let test: ValueTest | undefined;
  return (look, places, count, wanted) => {
    gather ??= gatherer(name);
    test ??= compileValueTest(clause, path, context);
    gather(look, places, count, name);
    return keep(look, places, count, wanted, test, whenMissing);
  };
}

/** Leaves the places whose values are as wanted. */
type Keep = (
  look: Look,
  places: Places,
  count: number,
  wanted: boolean,
  test: ValueTest,
  whenMissing: boolean,
) => number;

const keepTexts: Keep = (look, places, count, wanted, test, whenMissing) => {
  const { values, now } = look;
  fetchTexts(look, count);
  let kept = 0;
  for (let at = 0; at < count; at++) {
    const value = values[at];
    places[kept] = places[at] as number;
    if ((typeof value === 'string' ? test(value, now) : whenMissing) === wanted) kept += 1;
  }
  return kept;
};

const keepSets: Keep = (look, places, count, wanted, test, whenMissing) => {
  const { values, now } = look;
  fetchSets(look, count);
  let kept = 0;
  for (let at = 0; at < count; at++) {
    const value = values[at];
    places[kept] = places[at] as number;
    if ((Array.isArray(value) ? test(value, now) : whenMissing) === wanted) kept += 1;
  }
  return kept;
};

/** Looks at each text and does no more: so short a loop waits for several of them at once, where one that compares them waits for one after the other. */
function fetchTexts(look: Look, count: number): void {
  const { values } = look;
  let length = 0;
  for (let at = 0; at < count; at++) {
    const value = values[at];
    if (typeof value === 'string') length += value.length;
  }
  // What is used nowhere need not be read.
  look.fetched = length;
}

/** The same for the first text of each set. */
function fetchSets(look: Look, count: number): void {
  const { values } = look;
  let length = 0;
  for (let at = 0; at < count; at++) {
    const value = values[at];
    if (Array.isArray(value) && value.length > 0) length += (value[0] as string).length;
  }
  look.fetched = length;
}

const keeping: Readonly<Partial<Record<FieldPath['comparison'], Keep>>> = {
  folded: keepTexts,
  exact: keepTexts,
  date: keepTexts,
  instant: keepTexts,
  exactSet: keepSets,
  foldedSet: keepSets,
};
