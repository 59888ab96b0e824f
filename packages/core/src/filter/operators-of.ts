import { comparisonOf, type Comparison, type Field } from '../model/index.ts';
import type { Operator } from './filter.ts';

const ordered = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between', 'in', 'exists'] as const;
const named = ['eq', 'ne', 'in', 'exists'] as const;

const byComparison: Readonly<Record<Exclude<Comparison, 'exact'>, readonly Operator[]>> = {
  folded: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between', 'in', 'contains', 'startsWith', 'endsWith', 'exists'],
  number: ordered,
  money: ordered,
  boolean: ['eq', 'ne', 'exists'],
  date: [...ordered, 'within'],
  instant: [...ordered, 'within'],
  foldedSet: ['has', 'exists'],
  exactSet: ['has', 'exists'],
  opaque: ['exists'],
};
const keyOperators: readonly Operator[] = [
  'eq',
  'ne',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
  'in',
  'startsWith',
  'exists',
];

/** The operators that a field takes. */
export function operatorsOf(field: Pick<Field, 'kind'>): readonly Operator[] {
  const comparison = comparisonOf(field.kind);
  if (comparison !== 'exact') return byComparison[comparison];
  return field.kind === 'key' ? keyOperators : named;
}
