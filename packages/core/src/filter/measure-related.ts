import { unreachable } from '../failure/index.ts';
import type { AnyRecord, Comparison, FieldPath, Money } from '../model/index.ts';
import { compareValues, holdsByOrder } from './compare-values.ts';
import type { FilterContext } from './context.ts';
import { compareDecimals, multiplyDecimal, sumDecimals } from './decimal-arithmetic.ts';
import { toDecimal, type Decimal } from './decimal.ts';
import type { RelatedClause } from './filter.ts';
import { knownPath, readPath } from './known-path.ts';
import { measureParts } from './measure-parts.ts';

/** A figure over related records, exact: `total / count` for an average, else one value; undefined where it is missing. */
export type RelatedFigure =
  | { readonly kind: 'value'; readonly comparison: Comparison; readonly value: unknown }
  | {
      readonly kind: 'quotient';
      readonly total: number | Decimal;
      readonly count: number;
      readonly currency: string | undefined;
    }
  | undefined;

/** The figure a clause compares, over the records that its `where` lets through. */
export function measureRelated(
  clause: RelatedClause,
  type: string,
  records: readonly AnyRecord[],
  context: Pick<FilterContext, 'model' | 'resolve'>,
): RelatedFigure {
  const parts = measureParts(clause.measure);
  if (parts.take === 'count') return { kind: 'value', comparison: 'number', value: records.length };
  const path = knownPath(context.model, type, parts.field);
  const values = valuesOf(path, clause, records, context);
  switch (parts.take) {
    case 'sum':
      return { kind: 'quotient', total: exactSum(values), count: 1, currency: currencyOf(path, clause) };
    case 'avg':
      return values.length === 0
        ? undefined
        : { kind: 'quotient', total: exactSum(values), count: values.length, currency: currencyOf(path, clause) };
    case 'min':
    case 'max': {
      const sign = parts.take === 'min' ? -1 : 1;
      const [first, ...rest] = values;
      if (first === undefined) return undefined;
      const value = rest.reduce(
        (best, one) => (compareValues(path.comparison, one, best) * sign > 0 ? one : best),
        first,
      );
      return { kind: 'value', comparison: path.comparison, value };
    }
    default:
      return unreachable(parts);
  }
}

function valuesOf(
  path: FieldPath,
  clause: RelatedClause,
  records: readonly AnyRecord[],
  context: Pick<FilterContext, 'resolve'>,
): readonly unknown[] {
  const currency = currencyOf(path, clause);
  const values: unknown[] = [];
  for (const record of records) {
    const value = readPath(path, record, context);
    if (value !== undefined && (currency === undefined || (value as Money).currency === currency)) values.push(value);
  }
  return values;
}

/** A number where integers and their sum are safe, as they mostly are; else a decimal. */
function exactSum(values: readonly unknown[]): number | Decimal {
  let sum = 0;
  for (const value of values) {
    const amount = amountOf(value);
    sum += amount;
    if (!Number.isInteger(amount) || !Number.isSafeInteger(sum)) return sumDecimals(values.map(amountOf));
  }
  return sum;
}

function currencyOf(path: FieldPath, { value }: RelatedClause): string | undefined {
  if (path.comparison !== 'money') return undefined;
  const operand = Array.isArray(value) ? (value as readonly unknown[])[0] : value;
  return (operand as Money).currency;
}

const amountOf = (value: unknown): number => (typeof value === 'number' ? value : (value as Money).amount);

/** Whether a related clause holds for its figure. A missing one fails everything but `ne`. */
export function figureHolds({ op, value }: Pick<RelatedClause, 'op' | 'value'>, figure: RelatedFigure): boolean {
  if (figure === undefined) return op === 'ne';
  if (figure.kind === 'value')
    return holdsByOrder(op, value, (operand) => compareValues(figure.comparison, figure.value, operand));
  return holdsByOrder(op, value, (operand) => compareQuotient(figure.total, figure.count, amountOf(operand)));
}

/** avg ⊙ v exactly where sum ⊙ v × count. */
function compareQuotient(total: number | Decimal, count: number, operand: number): number {
  if (typeof total === 'number' && Number.isInteger(operand) && Number.isSafeInteger(operand * count))
    return total - operand * count;
  return compareDecimals(
    typeof total === 'number' ? toDecimal(total) : total,
    multiplyDecimal(toDecimal(operand), count),
  );
}
