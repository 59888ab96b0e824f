import type { AnyRecord, Money } from '../model/index.ts';
import type { FilterContext } from './context.ts';
import { averageAmount, averageNumber, decimalToNumber } from './decimal-arithmetic.ts';
import { toDecimal } from './decimal.ts';
import { clauseHolds, relatedRecords } from './evaluate.ts';
import { isActorValue, type FieldClause, type Filter, type RelatedClause, type RelativeSpan } from './filter.ts';
import { knownPath, knownRelation, readPath } from './known-path.ts';
import { figureHolds, measureRelated, type RelatedFigure } from './measure-related.ts';
import { resolveSpan, type Span } from './resolve-span.ts';

/** A filter's tree with its verdicts: for each clause the value it saw and whether it held. Nothing is cut short: every clause is there. */
export type Explanation =
  | { readonly kind: 'and' | 'or'; readonly holds: boolean; readonly inner: readonly Explanation[] }
  | { readonly kind: 'not'; readonly holds: boolean; readonly inner: Explanation }
  | {
      readonly kind: 'field';
      readonly holds: boolean;
      readonly clause: FieldClause;
      /** As the record has it; undefined where it is missing. */
      readonly seen: unknown;
      /** What a span of time meant at `now`. */
      readonly span?: Span;
    }
  | {
      readonly kind: 'related';
      readonly holds: boolean;
      readonly clause: RelatedClause;
      /** The figure, averages rounded for reading; undefined where there is none. */
      readonly seen: unknown;
      /** How many related records satisfied `where`. */
      readonly count: number;
    };

/** Says of one record why it satisfies a filter, or why not. */
export function explain(filter: Filter, record: AnyRecord, context: FilterContext): Explanation {
  if ('and' in filter) {
    const inner = filter.and.map((one) => explain(one, record, context));
    return { kind: 'and', holds: inner.every((one) => one.holds), inner };
  }
  if ('or' in filter) {
    const inner = filter.or.map((one) => explain(one, record, context));
    return { kind: 'or', holds: inner.some((one) => one.holds), inner };
  }
  if ('not' in filter) {
    const inner = explain(filter.not, record, context);
    return { kind: 'not', holds: !inner.holds, inner };
  }
  return 'related' in filter ? explainRelated(filter, record, context) : explainField(filter, record, context);
}

function explainField(clause: FieldClause, record: AnyRecord, context: FilterContext): Explanation {
  const path = knownPath(context.model, record.type, clause.field);
  const seen = readPath(path, record, context);
  const holds = !isActorValue(clause.value) && clauseHolds(clause, path, seen, context);
  const span = clause.op === 'within' ? { span: resolveSpan(clause.value as RelativeSpan, context) } : {};
  return { kind: 'field', holds, clause, seen, ...span };
}

function explainRelated(clause: RelatedClause, record: AnyRecord, context: FilterContext): Explanation {
  const related = relatedRecords(clause, record, context);
  const figure = measureRelated(
    clause,
    knownRelation(context.model, record.type, clause.related).type,
    related,
    context,
  );
  const holds = !isActorValue(clause.value) && figureHolds(clause, figure);
  return { kind: 'related', holds, clause, seen: readable(figure), count: related.length };
}

function readable(figure: RelatedFigure): unknown {
  if (figure === undefined || figure.kind === 'value') return figure?.value;
  const { count, currency } = figure;
  const total = typeof figure.total === 'number' ? toDecimal(figure.total) : figure.total;
  if (currency !== undefined) return { amount: averageAmount(total.digits, count), currency } satisfies Money;
  return count === 1 ? decimalToNumber(total) : averageNumber(total, count);
}
