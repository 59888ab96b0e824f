import { compileField } from './compile-field.ts';
import { compileRelated } from './compile-related.ts';
import type { FilterContext } from './context.ts';
import { isActorValue, type FieldClause, type Filter } from './filter.ts';
import type { RecordTest } from './record-test.ts';
import { allOf, anyOf, negated } from './test-group.ts';

/** A filter's test of records, put together from the tests of its clauses. */
export function compileTest(filter: Filter, type: string, context: FilterContext): RecordTest {
  if ('and' in filter) return allOf(filter.and.map((inner) => compileTest(inner, type, context)));
  if ('or' in filter) return anyOf(filter.or.map((inner) => compileTest(inner, type, context)));
  if ('not' in filter) return compileOpposite(filter.not, type, context);
  if (isActorValue(filter.value)) return anyOf([]);
  if ('related' in filter) return compileRelated(filter, type, context, compileTest);
  return compileField(filter, type, context);
}

/** The test of those that a filter leaves out. Clauses are negated one by one: outside of their group they may find a better place. */
function compileOpposite(filter: Filter, type: string, context: FilterContext): RecordTest {
  if ('and' in filter) return anyOf(filter.and.map((inner) => compileOpposite(inner, type, context)));
  if ('or' in filter) return allOf(filter.or.map((inner) => compileOpposite(inner, type, context)));
  if ('not' in filter) return compileTest(filter.not, type, context);
  if (isActorValue(filter.value)) return allOf([]);
  if ('field' in filter && (filter.op === 'eq' || filter.op === 'ne'))
    return compileField({ ...filter, op: filter.op === 'eq' ? 'ne' : 'eq' } satisfies FieldClause, type, context);
  return negated(compileTest(filter, type, context));
}
