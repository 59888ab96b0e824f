import type { AnyRecord } from '../model/index.ts';
import { numberTest } from './compile-value-test.ts';
import type { FilterContext } from './context.ts';
import type { Filter, RelatedClause } from './filter.ts';
import { knownRelation } from './known-path.ts';
import { figureHolds, measureRelated } from './measure-related.ts';
import { measuredShare, type RecordTest } from './record-test.ts';

/** A clause over related records made ready; `compileTest` makes ready what it asks of them. */
export function compileRelated(
  clause: RelatedClause,
  type: string,
  context: FilterContext,
  compileTest: (filter: Filter, type: string, context: FilterContext) => RecordTest,
): RecordTest {
  const relation = knownRelation(context.model, type, clause.related);
  const inner = clause.where && compileTest(clause.where, relation.type, context);
  const where = inner?.holds;
  const timed = inner?.timed ?? false;
  const { measure } = clause;
  const related = (record: AnyRecord): Iterable<AnyRecord> =>
    context.referring(relation.type, relation.field, record.id);
  const guessed = (cost: number, holds: RecordTest['holds']): RecordTest => {
    const test: RecordTest = {
      cost,
      fetch: 0,
      share: 0.5,
      timed,
      holds,
      measured(sample) {
        let count = 0;
        for (const record of sample.records) for (const _ of related(record)) count += 1;
        return { ...test, cost: cost * (0.3 + count / sample.records.length), share: measuredShare(holds, sample) };
      },
    };
    return test;
  };
  if (measure === 'count') {
    const test = numberTest(clause);
    // Above every operand, more of them change nothing.
    const enough = Math.max(...([clause.value].flat() as number[]));
    return guessed(100, (record, now) => {
      let count = 0;
      for (const one of related(record)) {
        if (where && !where(one, now)) continue;
        count += 1;
        if (count > enough) break;
      }
      return test(count, now);
    });
  }
  return guessed(200, (record, now) => {
    const measured: AnyRecord[] = [];
    for (const one of related(record)) if (!where || where(one, now)) measured.push(one);
    return figureHolds(clause, measureRelated(clause, relation.type, measured, context));
  });
}
