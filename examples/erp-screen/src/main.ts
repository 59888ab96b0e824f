import '@rapport/elements/define/contact-card';
import '@rapport/elements/define/provider';
import '@rapport/elements/define/sync-status';
import '@rapport/elements/define/timeline';
import type { CrmContactCard } from '@rapport/elements/contact-card';
import type { CrmProvider } from '@rapport/elements/provider';
import type { CrmTimeline } from '@rapport/elements/timeline';
import { customers, type Customer } from './erp/customers.ts';
import { OrderBook, type Order } from './erp/orders.ts';
import { orderSource, type Behaviour } from './order-source.ts';
import { customerList } from './screen/customer-list.ts';
import { listOrders, showOrder } from './screen/order-view.ts';
import { part } from './screen/part.ts';
import { signIn } from './session.ts';

const book = new OrderBook(Date.now());
const service = part('order-service', HTMLSelectElement);
const provider = part('rapport', HTMLElement) as CrmProvider;
const card = part('contact-card', HTMLElement) as CrmContactCard;
const timeline = part('timeline', HTMLElement) as CrmTimeline;

let customer = customers[0] as Customer;
let order = book.of(customer.number)[0] as Order;

const markChosen = customerList((chosen) => showCustomer(chosen, book.of(chosen.number)[0] as Order));

/** Puts a customer on the screen: the ERP's order, and what Rapport knows of whom the ERP calls by this number. */
function showCustomer(chosen: Customer, itsOrder: Order): void {
  customer = chosen;
  markChosen(customer);
  openOrder(itsOrder);
  // Rapport never learns the ERP's records and the ERP never learns Rapport's ids: a name of the ERP's own is enough.
  card.contact = `erp:${customer.number}`;
  timeline.contact = `erp:${customer.number}`;
  showOrdersInTimeline();
}

function showOrdersInTimeline(): void {
  timeline.sources = [orderSource(book, customer.number, () => service.value as Behaviour)];
}

function openOrder(chosen: Order): void {
  order = chosen;
  showOrder(customer, order);
  listOrders(book.of(customer.number), order);
}

const orders = part('orders', HTMLSelectElement);
orders.addEventListener('change', () => {
  const chosen = book.of(customer.number).find(({ number }) => number === orders.value);
  if (chosen) openOrder(chosen);
});
part('repeat-order', HTMLButtonElement).addEventListener('click', () => openOrder(book.repeat(order, Date.now())));
service.addEventListener('change', showOrdersInTimeline);
timeline.addEventListener('crm-item-open', (event) => {
  const chosen = book
    .of(customer.number)
    .find(({ number }) => event.item.source === 'erp-orders' && number === event.item.id);
  if (!chosen) return;
  // An order is opened in this screen, not as a link.
  event.preventDefault();
  openOrder(chosen);
});

showCustomer(customer, order);
const { url, account, getToken } = await signIn();
provider.getToken = getToken;
// What is typed here outlives the browser: it is kept on the device, sealed, until Rapport has it.
provider.account = account;
provider.persistence = 'indexeddb';
provider.url = url;
