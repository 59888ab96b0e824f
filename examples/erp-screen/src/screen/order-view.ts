import type { Customer } from '../erp/customers.ts';
import { amountOf, netOf, type Order, type OrderLine } from '../erp/orders.ts';
import { part } from './part.ts';

const money = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' });
const plain = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2 });
const count = new Intl.NumberFormat('en-GB');
const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
/** Value added tax. */
const taxPercent = 19;

/** Shows an order: its header, lines and totals. */
export function showOrder(customer: Customer, order: Order): void {
  part('order-number', HTMLHeadingElement).textContent = `Sales order ${order.number}`;
  const status = part('order-status', HTMLSpanElement);
  status.textContent = order.status;
  status.dataset['status'] = order.status;
  part('order-header', HTMLDListElement).replaceChildren(
    ...term('Sold to', `${customer.number} ${customer.name}`),
    ...term('Ordered on', dates.format(new Date(order.orderedAt))),
    ...term('Attention', customer.contact),
    ...term('Deliver on', dates.format(new Date(order.deliverOn))),
    ...term('Ship to', customer.town),
    ...term('Your reference', order.reference),
    ...term('Terms', customer.terms),
    ...term('Currency', 'EUR'),
  );
  part('order-lines', HTMLTableSectionElement).replaceChildren(...order.lines.map(lineRow));
  const net = netOf(order);
  const tax = Math.round((net * taxPercent) / 100);
  part('order-totals', HTMLTableSectionElement).replaceChildren(
    totalRow('Net amount', net),
    totalRow(`VAT ${taxPercent} %`, tax),
    totalRow('Total', net + tax),
  );
}

/** Fills the list of a customer's orders. */
export function listOrders(orders: readonly Order[], chosen: Order): void {
  part('orders', HTMLSelectElement).replaceChildren(
    ...orders.map(
      (order) =>
        new Option(
          `${order.number} · ${dates.format(new Date(order.orderedAt))}`,
          order.number,
          false,
          order === chosen,
        ),
    ),
  );
}

function lineRow({ item, quantity, discount }: OrderLine, index: number): HTMLTableRowElement {
  return row([
    String((index + 1) * 10),
    item.number,
    item.description,
    `${count.format(quantity)} ${item.unit}`,
    plain.format(item.price / 100),
    discount ? `${discount} %` : '',
    plain.format(amountOf({ item, quantity, discount }) / 100),
  ]);
}

function totalRow(name: string, amount: number): HTMLTableRowElement {
  return row(['', '', name, '', '', '', money.format(amount / 100)]);
}

function row(texts: readonly string[]): HTMLTableRowElement {
  const line = document.createElement('tr');
  for (const [index, text] of texts.entries()) {
    const cell = line.insertCell();
    cell.textContent = text;
    if (index >= 3) cell.className = 'number';
  }
  return line;
}

function term(name: string, value: string): readonly HTMLElement[] {
  const title = document.createElement('dt');
  title.textContent = name;
  const text = document.createElement('dd');
  text.dir = 'auto';
  text.textContent = value;
  return [title, text];
}
