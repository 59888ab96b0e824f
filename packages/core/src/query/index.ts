export {
  groupUnits,
  maxLimit,
  type AggregateAnswer,
  type AggregateQuery,
  type AggregateRow,
  type Figure,
  type GroupKey,
  type OrderKey,
  type Page,
  type Query,
  type Total,
} from './query.ts';
export { checkAggregate, checkQuery } from './check-query.ts';
export {
  compareOrderValue,
  compareOrderValues,
  compareRecords,
  isSortable,
  orderOf,
  orderValue,
  orderValues,
  type OrderPlan,
  type OrderValue,
  type OrderValues,
} from './order-of.ts';
export { decodeCursor, encodeCursor } from './cursor.ts';
export { defaultLimit, runQuery } from './run-query.ts';
export { runAggregate } from './run-aggregate.ts';
export { searchFilter } from './search-filter.ts';
export { aggregateQuerySchema, querySchema } from './query-schema.ts';
