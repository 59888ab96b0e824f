import { items, type Item } from './items.ts';

export interface OrderLine {
  readonly item: Item;
  readonly quantity: number;
  /** Percent. */
  readonly discount: number;
}

export interface Order {
  readonly number: string;
  readonly customer: string;
  /** ISO 8601 in UTC with milliseconds. */
  readonly orderedAt: string;
  readonly deliverOn: string;
  readonly reference: string;
  readonly status: 'Open' | 'Shipped' | 'Invoiced';
  readonly lines: readonly OrderLine[];
}

const day = 86_400_000;
/** How many days ago the sample orders were placed. */
const placed = [3, 17, 40, 68, 97, 131, 170, 214, 263, 318, 380, 455, 530, 640];

/** The ERP's order book, in memory: some sample orders for every customer, and those that are placed on this page. */
export class OrderBook {
  readonly #orders = new Map<string, readonly Order[]>();
  readonly #listeners = new Set<(order: Order) => void>();
  readonly #now: number;
  #next = 31_400;

  /** @param now Milliseconds since 1970: the sample orders were placed in the two years before. */
  constructor(now: number) {
    this.#now = now;
  }

  /** Newest first. */
  of(customer: string): readonly Order[] {
    const known = this.#orders.get(customer) ?? placed.map((days, index) => this.#sample(customer, days, index));
    this.#orders.set(customer, known);
    return known;
  }

  /** Places an order like another one. */
  repeat(order: Order, now: number): Order {
    const again: Order = {
      ...order,
      number: `SO-${(this.#next += 1)}`,
      orderedAt: new Date(now).toISOString(),
      deliverOn: dateOf(now + 5 * day),
      reference: `As ${order.number}`,
      status: 'Open',
    };
    this.#orders.set(order.customer, [again, ...this.of(order.customer)]);
    for (const listener of this.#listeners) listener(again);
    return again;
  }

  /** Calls for each order that is placed. Returns how to stop. */
  subscribe(listener: (order: Order) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #sample(customer: string, days: number, index: number): Order {
    const seed = Number(customer) * 7 + index * 13;
    // At a working hour of that day, another one for each order.
    const at = Math.floor(this.#now / day) * day - days * day + (7 * 60 + ((seed * 37) % 540)) * 60_000;
    return {
      number: `SO-${31_390 - index * 211 - (Number(customer) % 100)}`,
      customer,
      orderedAt: new Date(at).toISOString(),
      deliverOn: dateOf(at + (4 + (seed % 6)) * day),
      reference: `PO ${4_500 + (seed % 500)}/${new Date(at).getUTCFullYear()}`,
      status: days < 10 ? 'Open' : days < 30 ? 'Shipped' : 'Invoiced',
      lines: Array.from({ length: 2 + (seed % 4) }, (_, line) => sampleLine(seed + line * 3)),
    };
  }
}

function sampleLine(seed: number): OrderLine {
  const item = items[seed % items.length] as Item;
  const quantity = item.price > 200_000 ? 1 : item.price > 20_000 ? 1 + (seed % 3) : 2 + (seed % 9);
  return { item, quantity, discount: seed % 4 === 0 ? 5 : 0 };
}

/** A line's amount in cents, after its discount. */
export function amountOf({ item, quantity, discount }: OrderLine): number {
  return Math.round((item.price * quantity * (100 - discount)) / 100);
}

/** An order's net amount in cents. */
export function netOf(order: Order): number {
  return order.lines.reduce((sum, line) => sum + amountOf(line), 0);
}

function dateOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
