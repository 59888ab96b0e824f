import { createElement, memo } from 'react';
import type { Card } from './contender.ts';

const euros = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 });
const days = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** What stands on a card, for the contenders that render with React. Memoised, as React's libraries advise. */
export const ReactCard = memo(({ card }: { readonly card: Card }) =>
  createElement(
    'div',
    { className: 'content' },
    createElement('div', { className: 'name' }, card.name),
    createElement('div', { className: 'company' }, card.company),
    createElement(
      'div',
      { className: 'foot' },
      createElement('span', { className: 'amount' }, euros.format(card.amount)),
      createElement('time', { dateTime: card.closes }, days.format(new Date(card.closes))),
      createElement('span', { className: 'owner', title: card.owner }, initials(card.owner)),
    ),
  ),
);
ReactCard.displayName = 'ReactCard';

function initials(name: string): string {
  return name
    .split(' ')
    .map(([first]) => first)
    .join('');
}
