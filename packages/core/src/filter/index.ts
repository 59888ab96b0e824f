export type { FilterContext } from './context.ts';
export {
  actorAttributes,
  operators,
  relatedOperators,
  spanUnits,
  type ActorValue,
  type FieldClause,
  type Filter,
  type Measure,
  type Operand,
  type Operator,
  type RelatedClause,
  type RelatedOperator,
  type RelativeSpan,
  type Scalar,
  type SpanUnit,
} from './filter.ts';
export { filterSchema, measureSchema } from './filter-schema.ts';
export { fold } from './fold.ts';
export { compareFolded, endsWithFolded, foldedMatcher, foldedMember, startsWithFolded } from './folded-text.ts';
export { comparePoints } from './compare-points.ts';
export { compareValues } from './compare-values.ts';
export { operatorsOf } from './operators-of.ts';
export { checkFilter, checkMeasure, checkPath, maxPathReferences } from './check-filter.ts';
export { isMoney } from './check-operand.ts';
export { bindActor, type FilterActor } from './bind-actor.ts';
export { dependenciesOf } from './dependencies-of.ts';
export { evaluate } from './evaluate.ts';
export { compile } from './compile.ts';
export { select } from './select.ts';
export { compileWith, type CompileClauses, type CompiledFilter } from './compile-with.ts';
export { explain, type Explanation } from './explain.ts';
export { nextChange } from './next-change.ts';
export { knownPath, knownRelation, readPath } from './known-path.ts';
export { measureParts } from './measure-parts.ts';
export { bounded } from './bounded.ts';
export { resolveSpan, startOfUnit, type CalendarUnit, type Span, type SpanContext } from './resolve-span.ts';
export { boundedInstant, instantAt } from './instant-at.ts';
export { localDay } from './local-day.ts';
export { spanDays } from './span-days.ts';
export { isTimeZone, wallTime } from './time-zone.ts';
export { toDecimal, type Decimal } from './decimal.ts';
export {
  addDecimals,
  averageAmount,
  averageNumber,
  compareDecimals,
  decimalToNumber,
  multiplyDecimal,
  sumDecimals,
} from './decimal-arithmetic.ts';
