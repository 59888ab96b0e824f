import { handedIn, type CompileClauses } from './compile-clauses.ts';
import { compileField } from './compile-field.ts';
import type { FilterContext } from './context.ts';
import { isActorValue, type Filter } from './filter.ts';
import { allOf, anyOf, negated, type RecordTest } from './record-test.ts';

/** A filter's test of records, put together from the tests of its clauses. */
export function compileTest(filter: Filter, type: string, context: FilterContext, clauses: CompileClauses): RecordTest {
  if ('and' in filter) return allOf(filter.and.map((inner) => compileTest(inner, type, context, clauses)));
  if ('or' in filter) return anyOf(filter.or.map((inner) => compileTest(inner, type, context, clauses)));
  if ('not' in filter) return negated(compileTest(filter.not, type, context, clauses));
  if (isActorValue(filter.value)) return anyOf([]);
  if ('related' in filter) return handedIn(clauses.compileRelated, 'related')(filter, type, context, clauses);
  return compileField(filter, type, context, clauses);
}
