import type { TimelineItem, TimelinePage, TimelinePageRequest, TimelineSource } from '@rapport/core';
import { comparePlaces } from '@rapport/core/timeline';
import { netOf, type Order, type OrderBook } from './erp/orders.ts';

/** How the order service behaves: the screen's toolbar can make it slow, or fail. */
export type Behaviour = 'answers' | 'slow' | 'fails';

/** The customer's orders as a source of the timeline, beside what Rapport knows. */
export function orderSource(book: OrderBook, customer: string, behaviour: () => Behaviour): TimelineSource {
  const items = (): TimelineItem[] => book.of(customer).map(itemOf).sort(comparePlaces);
  return {
    id: 'erp-orders',
    label: 'ERP orders',
    async load({ below, limit, signal }: TimelinePageRequest): Promise<TimelinePage> {
      if (behaviour() === 'fails') throw new Error('The order service does not answer.');
      if (behaviour() === 'slow') await pause(8_000, signal);
      const rest = items().filter((item) => below === null || comparePlaces(below, item) < 0);
      return { items: rest.slice(0, limit), end: rest.length <= limit };
    },
    subscribe: (listener) =>
      book.subscribe((order) => {
        if (order.customer === customer) listener({ put: [itemOf(order)], removed: [] });
      }),
  };
}

function itemOf(order: Order): TimelineItem {
  return {
    id: order.number,
    source: 'erp-orders',
    kind: 'order',
    occurredAt: order.orderedAt,
    title: `Order ${order.number}`,
    amount: { amount: netOf(order), currency: 'EUR' },
    facts: [
      { label: 'Lines', value: String(order.lines.length) },
      { label: 'status', value: order.status, tone: order.status === 'Open' ? 'warning' : 'good' },
    ],
    link: new URL(`#${order.number}`, location.href).href,
  };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}
