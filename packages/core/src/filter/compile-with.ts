import type { AnyRecord, Instant } from '../model/index.ts';
import type { CompileClauses } from './compile-clauses.ts';
import { compileTest } from './compile-test.ts';
import type { FilterContext } from './context.ts';
import type { Filter } from './filter.ts';

/** A filter made ready for many records of one type. `now` overrides the context's, which is the default. */
export type CompiledFilter = (record: AnyRecord, now?: Instant) => boolean;

/**
 * `compile` for who carries only what their filters need: `within` and related clauses are made ready by what is handed in for them.
 * @throws InvalidInputError where a path leads nowhere; TypeError where nothing was handed in for a clause.
 */
export function compileWith(
  clauses: CompileClauses,
  filter: Filter,
  type: string,
  context: FilterContext,
): CompiledFilter {
  const { timed, holds } = compileTest(filter, type, context, clauses);
  const { now } = context;
  if (!timed) return holds as CompiledFilter;
  return (record, at = now) => holds(record, at);
}
