import { compareOrderValue, comparePoints, orderValues, type OrderPlan, type OrderValue, type OrderValues } from '@rapport/core';
import type { Order } from './sorted-window.ts';

const alone = { resolve: () => undefined };

/** An order by records' own fields, as core defines it: missing values last in either direction, the id at the end. */
export function orderByFields(plan: OrderPlan): Order<OrderValues> {
  const signs = plan.keys.map(({ direction }) => (direction === 'asc' ? 1 : -1));
  return {
    placeOf: (record) => orderValues(plan, record, alone),
    compare: (a, b) => {
      for (let index = 0; index < signs.length; index++) {
        const result = compareValues(a[index] as OrderValue, b[index] as OrderValue, signs[index] as number);
        if (result !== 0) return result;
      }
      return comparePoints(a[signs.length] as string, b[signs.length] as string);
    },
  };
}

function compareValues(a: OrderValue, b: OrderValue, sign: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return sign * compareOrderValue(a, b);
}
