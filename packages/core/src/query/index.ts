export {
  aggregateQuerySchema, groupUnits, maxLimit, querySchema,
  type AggregateAnswer, type AggregateQuery, type AggregateRow, type Figure, type GroupKey, type OrderKey, type Page, type Query, type Total,
} from './query.ts';
