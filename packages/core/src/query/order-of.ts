import { InvalidInputError, unreachable } from '../failure/index.ts';
import { comparePoints, fold, readPath, type FilterContext } from '../filter/index.ts';
import {
  comparisonOf,
  fieldPath,
  type AnyRecord,
  type Field,
  type FieldPath,
  type Model,
  type Money,
} from '../model/index.ts';
import type { OrderKey } from './query.ts';

/** An order made ready: its keys with what they lead to. The id, ascending, ends it. */
export interface OrderPlan {
  readonly keys: readonly { readonly path: FieldPath; readonly direction: 'asc' | 'desc' }[];
}

/** A value as it is ordered: text folded where it compares folded, a choice by its place, a boolean as 0 or 1; null where it is missing. */
export type OrderValue = string | number | Money | null;
/** One value per key of the order, then the id. */
export type OrderValues = readonly OrderValue[];

/** Whether records can be ordered, and grouped, by a field. */
export function isSortable(field: Pick<Field, 'kind'>): boolean {
  const comparison = comparisonOf(field.kind);
  return comparison !== 'foldedSet' && comparison !== 'exactSet' && comparison !== 'opaque';
}

/**
 * Makes an order ready for a type. `checkQuery` says more of what is wrong with one.
 * @throws InvalidInputError `unknown-field` or `not-sortable`, with the key's path.
 */
export function orderOf(model: Model, type: string, orderBy: readonly OrderKey[] | undefined): OrderPlan {
  const keys = (orderBy ?? []).map(({ field, direction }, index) => {
    const path = fieldPath(model, type, field);
    if (path && isSortable(path.field)) return { path, direction };
    throw new InvalidInputError(`${type} can't be ordered by ${JSON.stringify(field)}.`, [
      {
        path: ['orderBy', index, 'field'],
        code: path ? 'not-sortable' : 'unknown-field',
        params: { field, kind: path?.field.kind },
      },
    ]);
  });
  return { keys };
}

/** What places a record in an order. */
export function orderValues(plan: OrderPlan, record: AnyRecord, context: Pick<FilterContext, 'resolve'>): OrderValues {
  const values: OrderValue[] = [];
  for (const { path } of plan.keys) values.push(orderValue(path, readPath(path, record, context)));
  values.push(record.id);
  return values;
}

/** A value as it is ordered. */
export function orderValue(path: FieldPath, value: unknown): OrderValue {
  if (value === undefined) return null;
  switch (path.comparison) {
    case 'folded':
      return fold(value as string);
    case 'exact':
      return path.field.choices ? placeOf(value as string, path.field.choices) : (value as string);
    case 'number':
    case 'date':
    case 'instant':
    case 'money':
      return value as OrderValue;
    case 'boolean':
      return Number(value);
    case 'foldedSet':
    case 'exactSet':
    case 'opaque':
      return null;
    default:
      return unreachable(path.comparison);
  }
}

// A value that is no longer among the choices comes after those that are.
function placeOf(value: string, choices: readonly string[]): number {
  const place = choices.indexOf(value);
  return place === -1 ? choices.length : place;
}

/** Compares places in one order: negative, 0 (the same record) or positive. */
export function compareOrderValues(plan: OrderPlan, a: OrderValues, b: OrderValues): number {
  for (const [index, { direction }] of plan.keys.entries()) {
    const [left, right] = [a[index] ?? null, b[index] ?? null];
    if (left === null || right === null) {
      if (left !== right) return left === null ? 1 : -1;
      continue;
    }
    const sign = compareOrderValue(left, right);
    if (sign !== 0) return direction === 'asc' ? sign : -sign;
  }
  return comparePoints(String(a[plan.keys.length]), String(b[plan.keys.length]));
}

/** Compares two values of one key, ascending. */
export function compareOrderValue(a: Exclude<OrderValue, null>, b: Exclude<OrderValue, null>): number {
  if (typeof a === 'string' && typeof b === 'string') return comparePoints(a, b);
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'object' && typeof b === 'object')
    return comparePoints(a.currency, b.currency) || compareOrderValue(a.amount, b.amount);
  return 0;
}

/** Compares records, for `sort`. Each comparison reads and folds anew; to sort many, make their `orderValues` first. */
export function compareRecords(
  plan: OrderPlan,
  context: Pick<FilterContext, 'resolve'>,
): (a: AnyRecord, b: AnyRecord) => number {
  return (a, b) => compareOrderValues(plan, orderValues(plan, a, context), orderValues(plan, b, context));
}
