import { customers, type Customer } from '../erp/customers.ts';
import { part } from './part.ts';

/** Shows the customers and tells which one is chosen. */
export function customerList(choose: (customer: Customer) => void): (chosen: Customer) => void {
  const list = part('customers', HTMLUListElement);
  const find = part('find-customer', HTMLInputElement);
  let chosen: Customer | undefined;

  const draw = (): void => {
    const wanted = find.value.trim().toLocaleLowerCase();
    const found = customers.filter((customer) =>
      [customer.number, customer.name, customer.contact, customer.town].some((text) =>
        text.toLocaleLowerCase().includes(wanted),
      ),
    );
    list.replaceChildren(...found.map(entry));
  };
  const entry = (customer: Customer): HTMLLIElement => {
    const button = document.createElement('button');
    button.type = 'button';
    if (customer === chosen) button.setAttribute('aria-current', 'true');
    const name = document.createElement('bdi');
    name.textContent = customer.name;
    const contact = document.createElement('bdi');
    contact.textContent = `${customer.contact}, ${customer.town}`;
    const detail = document.createElement('small');
    detail.append(`${customer.number} · `, contact);
    button.append(name, detail);
    button.addEventListener('click', () => choose(customer));
    const item = document.createElement('li');
    item.append(button);
    return item;
  };

  find.addEventListener('input', draw);
  return (customer) => {
    chosen = customer;
    draw();
  };
}
