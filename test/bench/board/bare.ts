import type { Card, Lane } from './contender.ts';
import { inspect } from './react-lanes.ts';

const euros = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 });
const days = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** The cards that a column has room for, and one more. */
const inView = 9;

// The least that shows such a board: the cards in view, written once. Nothing can be moved, and nothing else is ever shown.
window.mountBoard = (container, lanes) => {
  for (const lane of lanes) container.append(column(lane));
  return { ...inspect(container, () => lanes), update: () => undefined };
};

function column({ id, title, cards }: Lane): HTMLElement {
  const scroller = element('div', 'scroller', ...cards.slice(0, inView).map(cardOf));
  scroller.dataset['column'] = id;
  return element(
    'section',
    'column',
    element('h2', '', title, ' ', element('small', '', String(cards.length))),
    scroller,
  );
}

function cardOf({ id, name, company, owner, amount, closes }: Card): HTMLElement {
  const foot = element(
    'div',
    'foot',
    element('span', 'amount', euros.format(amount)),
    element('time', '', days.format(new Date(closes))),
    element('span', 'owner', owner.replace(/(\w)\w*\s?/gu, '$1')),
  );
  const card = element('div', 'card', element('div', 'name', name), element('div', 'company', company), foot);
  card.dataset['id'] = id;
  return card;
}

function element(name: string, className: string, ...children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}
