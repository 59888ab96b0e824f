import { compileRelated } from './compile-related.ts';
import { compileWith, type CompiledFilter } from './compile-with.ts';
import type { FilterContext } from './context.ts';
import type { Filter } from './filter.ts';
import { spanWindow } from './span-window.ts';

/**
 * Makes a filter ready for many records of a type: paths are looked up, operands folded, spans resolved once per `now`, and what is cheap and decides
 * much is asked first. Closures alone; no code is generated.
 * @throws InvalidInputError where a path leads nowhere: the filter was not checked.
 */
export function compile(filter: Filter, type: string, context: FilterContext): CompiledFilter {
  return compileWith({ spanWindow, compileRelated }, filter, type, context);
}
