import { compareOrderValues, orderValues, type AnyRecord, type OrderPlan, type OrderValues } from '@rapport/core';
import type { Compare } from './sorted-window.ts';

const alone = { resolve: () => undefined };

/** Compares records by an order of their own fields. What places a record is read and folded once: records never change, they are replaced. */
export function compareBy(plan: OrderPlan): Compare {
  const places = new WeakMap<AnyRecord, OrderValues>();
  const placeOf = (record: AnyRecord): OrderValues => {
    let place = places.get(record);
    if (!place) places.set(record, (place = orderValues(plan, record, alone)));
    return place;
  };
  return (a, b) => compareOrderValues(plan, placeOf(a), placeOf(b));
}
