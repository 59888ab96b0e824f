export type { FilterContext } from './context.ts';
export {
  actorAttributes, filterSchema, operators, relatedOperators, spanUnits,
  type ActorValue, type FieldClause, type Filter, type Measure, type Operand, type Operator, type RelatedClause, type RelatedOperator, type RelativeSpan,
  type Scalar, type SpanUnit,
} from './filter.ts';
