import { compileField } from './compile-field.ts';
import { compileRelated } from './compile-related.ts';
import type { FilterContext } from './context.ts';
import { isActorValue, type Filter } from './filter.ts';
import type { RecordTest } from './record-test.ts';
import { allOf, anyOf, negated } from './test-group.ts';

/** A filter's test of records, put together from the tests of its clauses. */
export function compileTest(filter: Filter, type: string, context: FilterContext): RecordTest {
  if ('and' in filter) return allOf(filter.and.map((inner) => compileTest(inner, type, context)));
  if ('or' in filter) return anyOf(filter.or.map((inner) => compileTest(inner, type, context)));
  if ('not' in filter) return negated(compileTest(filter.not, type, context));
  if (isActorValue(filter.value)) return anyOf([]);
  if ('related' in filter) return compileRelated(filter, type, context, compileTest);
  return compileField(filter, type, context);
}
