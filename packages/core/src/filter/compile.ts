import type { AnyRecord, Instant } from '../model/index.ts';
import { compileField } from './compile-field.ts';
import { numberTest } from './compile-value-test.ts';
import type { FilterContext } from './context.ts';
import { isActorValue } from './evaluate.ts';
import type { Filter, RelatedClause } from './filter.ts';
import { knownRelation } from './known-path.ts';
import { figureHolds, measureRelated } from './measure-related.ts';
import { allOf, anyOf, negated, type RecordTest } from './record-test.ts';

/** A filter made ready for many records of one type. `now` overrides the context's, which is the default. */
export type CompiledFilter = (record: AnyRecord, now?: Instant) => boolean;

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

function compileTest(filter: Filter, type: string, context: FilterContext): RecordTest {
  if ('and' in filter) return allOf(filter.and.map((inner) => compileTest(inner, type, context)));
  if ('or' in filter) return anyOf(filter.or.map((inner) => compileTest(inner, type, context)));
  if ('not' in filter) return negated(compileTest(filter.not, type, context));
  if (isActorValue(filter.value)) return anyOf([]);
  return 'related' in filter ? compileRelated(filter, type, context) : compileField(filter, type, context);
}

function compileRelated(clause: RelatedClause, type: string, context: FilterContext): RecordTest {
  const relation = knownRelation(context.model, type, clause.related);
  const inner = clause.where && compileTest(clause.where, relation.type, context);
  const where = inner?.holds;
  const timed = inner?.timed ?? false;
  const { measure } = clause;
  const related = (record: AnyRecord): Iterable<AnyRecord> => context.referring(relation.type, relation.field, record.id);
  if (measure === 'count') {
    const test = numberTest(clause);
    // Above every operand, more of them change nothing.
    const enough = Math.max(...([clause.value].flat() as number[]));
    return {
      cost: 100,
      share: 0.5,
      timed,
      holds: (record, now) => {
        let count = 0;
        for (const one of related(record)) {
          if (where && !where(one, now)) continue;
          count += 1;
          if (count > enough) break;
        }
        return test(count, now);
      },
    };
  }
  return {
    cost: 200,
    share: 0.5,
    timed,
    holds: (record, now) => {
      const measured: AnyRecord[] = [];
      for (const one of related(record)) if (!where || where(one, now)) measured.push(one);
      return figureHolds(clause, measureRelated(clause, relation.type, measured, context));
    },
  };
}
