import { compileTest } from './compile-test.ts';
import type { CompiledFilter } from './compile-with.ts';
import type { FilterContext } from './context.ts';
import type { Filter } from './filter.ts';

/**
 * Makes a filter ready for many records of a type: paths are looked up, operands folded, spans resolved once per `now`, and what is cheap and decides
 * much is asked first. Closures alone; no code is generated.
 * @throws InvalidInputError where a path leads nowhere: the filter was not checked.
 */
export function compile(filter: Filter, type: string, context: FilterContext): CompiledFilter {
  const { timed, holds } = compileTest(filter, type, context);
  const { now } = context;
  if (!timed) return holds as CompiledFilter;
  return (record, at = now) => holds(record, at);
}
