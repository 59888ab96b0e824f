import type { AnyRecord, Instant } from '../model/index.ts';
import { compileValueTest, type ValueTest } from './compile-value-test.ts';
import type { FilterContext } from './context.ts';
import { isActorValue } from './evaluate.ts';
import type { FieldClause, Filter, RelatedClause } from './filter.ts';
import { knownPath, knownRelation, readPath } from './known-path.ts';
import { figureHolds, measureRelated } from './measure-related.ts';

/** A filter made ready for many records of one type. `now` overrides the context's, which is the default. */
export type CompiledFilter = (record: AnyRecord, now?: Instant) => boolean;

type Test = (record: AnyRecord, now: Instant) => boolean;

/**
 * Makes a filter ready for many records of a type: paths are looked up, operands folded, spans resolved once per `now`. Closures alone; no code is generated.
 * @throws InvalidInputError where a path leads nowhere: the filter was not checked.
 */
export function compile(filter: Filter, type: string, context: FilterContext): CompiledFilter {
  const test = compileTest(filter, type, context);
  const { now } = context;
  return (record, at = now) => test(record, at);
}

function compileTest(filter: Filter, type: string, context: FilterContext): Test {
  if ('and' in filter) return allOf(filter.and.map((inner) => compileTest(inner, type, context)));
  if ('or' in filter) return anyOf(filter.or.map((inner) => compileTest(inner, type, context)));
  if ('not' in filter) {
    const inner = compileTest(filter.not, type, context);
    return (record, now) => !inner(record, now);
  }
  if (isActorValue(filter.value)) return () => false;
  return 'related' in filter ? compileRelated(filter, type, context) : compileField(filter, type, context);
}

function compileField(clause: FieldClause, type: string, context: FilterContext): Test {
  const path = knownPath(context.model, type, clause.field);
  const whenMissing = clause.op === 'ne' || (clause.op === 'exists' && clause.value === false);
  const test: ValueTest = compileValueTest(clause, path, context);
  const { name, at } = path.key;
  if (path.steps.length > 0 || at !== 'root') {
    return (record, now) => {
      const value = readPath(path, record, context);
      return value === undefined ? whenMissing : test(value, now);
    };
  }
  if (path.comparison.endsWith('Set')) {
    return (record, now) => {
      const value = record[name];
      return Array.isArray(value) && value.length > 0 ? test(value, now) : whenMissing;
    };
  }
  return (record, now) => {
    const value = record[name];
    return value === undefined || value === null ? whenMissing : test(value, now);
  };
}

function compileRelated(clause: RelatedClause, type: string, context: FilterContext): Test {
  const relation = knownRelation(context.model, type, clause.related);
  const where = clause.where && compileTest(clause.where, relation.type, context);
  return (record, now) => {
    const related: AnyRecord[] = [];
    for (const one of context.referring(relation.type, relation.field, record.id)) if (!where || where(one, now)) related.push(one);
    return figureHolds(clause, measureRelated(clause, relation.type, related, context));
  };
}

function allOf(tests: readonly Test[]): Test {
  const [first, second, third] = tests;
  if (!first) return () => true;
  if (!second) return first;
  if (tests.length === 2) return (record, now) => first(record, now) && second(record, now);
  if (tests.length === 3 && third) return (record, now) => first(record, now) && second(record, now) && third(record, now);
  return (record, now) => {
    for (const test of tests) if (!test(record, now)) return false;
    return true;
  };
}

function anyOf(tests: readonly Test[]): Test {
  const [first, second, third] = tests;
  if (!first) return () => false;
  if (!second) return first;
  if (tests.length === 2) return (record, now) => first(record, now) || second(record, now);
  if (tests.length === 3 && third) return (record, now) => first(record, now) || second(record, now) || third(record, now);
  return (record, now) => {
    for (const test of tests) if (test(record, now)) return true;
    return false;
  };
}
