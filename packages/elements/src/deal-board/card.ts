import type { Deal } from '@rapport/core';
import type { DealHealth } from '@rapport/core/pipeline';
import { html, nothing, render, type TemplateResult } from 'lit';
import { healthMark, healthReason, type RecordNames } from '../deal/index.ts';
import { formatDate, formatMoney, type MessagesController } from '../messages/index.ts';
import { blankCard } from './blank-card.ts';
import { avatarOf } from './card-avatar.ts';
import { drawMarks } from './card-marks.ts';
import type { CardState } from './card-state.ts';

/** What cards take from their board. */
export interface CardContext {
  readonly words: MessagesController;
  readonly names: RecordNames;
  timeZone(): string;
  isReadOnly(): boolean;
  isOffline(): boolean;
  health(deal: Deal): DealHealth | undefined;
}

/** What is in every card, in the order of `blankCard`. */
type CardParts = readonly [
  title: HTMLElement,
  amount: HTMLElement,
  what: HTMLElement,
  avatar: HTMLElement,
  date: HTMLElement,
];

/**
 * Draws a deal into a card, which may show another one yet: who, how much, what, by when, whose, and what wants attention. Everything else is a click
 * away. Only what differs is written.
 */
export function drawCard(card: HTMLElement, deal: Deal, state: CardState, context: CardContext): void {
  const { isPending, isCurrent, isSelected, isLifted, fault } = state;
  const { words, names } = context;
  const company = names.name('company', deal.company);
  const owner = names.name('user', deal.owner) ?? undefined;
  const amount = deal.amount ? formatMoney(deal.amount, words.locale, true) : undefined;
  const closes = closing(deal, words, context.timeZone());
  const signals = context.health(deal)?.signals ?? [];
  const isWaiting = isPending && context.isOffline();

  // Until the company's name is known, its line is kept free: nothing moves when it comes.
  const [title, sum, what, avatar, date] = card.querySelectorAll('*') as Iterable<Element> as CardParts;
  write(title, company === null ? deal.name : (company ?? '…'));
  write(sum, amount);
  write(what, company === null ? undefined : deal.name);
  write(date, closes?.short);
  const face = avatarOf(owner, deal.owner);
  if (!avatar.isEqualNode(face)) avatar.replaceWith(face.cloneNode(true));
  drawMarks(date, signals, isWaiting, words);

  const label = [
    company,
    deal.name,
    amount ?? words.text('noAmount'),
    closes?.long,
    owner && words.text('ownedBy', { person: owner }),
    ...signals.map((signal) => healthMark(signal, words)),
    isWaiting && words.text('pendingCard'),
    isSelected && words.text('selectedCard'),
    fault,
  ];
  const why = signals.map((signal) => healthReason(signal, words)).join(' ');
  set(card, 'class', `card${isSelected ? ' selected' : ''}${isLifted ? ' lifted' : ''}${fault ? ' faulty' : ''}`);
  set(card, 'data-deal', deal.id);
  set(card, 'aria-label', label.filter(Boolean).join(', '));
  set(card, 'aria-description', why || undefined);

  let menu = card.querySelector('.more');
  if (context.isReadOnly()) menu?.remove();
  else {
    if (!menu) (card.querySelector('.marks') ?? date).after((menu = blankCard().querySelector('.more')!));
    set(menu, 'aria-label', words.text('moveDealMenu', { deal: deal.name }));
  }
  leadTo(card, isCurrent);
  if (fault !== undefined || card.querySelector('.fault'))
    render(fault === undefined ? nothing : faultNote(fault, words), card);
}

/** Whether Tab leads to a card, and on to its menu. */
export function leadTo(card: HTMLElement, isCurrent: boolean): void {
  for (const each of [card, ...card.querySelectorAll('.more')]) set(each, 'tabindex', isCurrent ? '0' : '-1');
}

function write(element: HTMLElement, text = ''): void {
  // A text node that is there already is changed for less than it is replaced.
  const node = element.firstChild as Text | null;
  if (!node) element.textContent = text;
  else if (node.data !== text) node.data = text;
}

function set(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function faultNote(fault: string, words: MessagesController): TemplateResult {
  return html`<p class="fault">
    <span>${fault}</span><button class="quiet dismiss" type="button">${words.text('dismissFault')}</button>
  </p>`;
}

function closing(
  deal: Deal,
  words: MessagesController,
  timeZone: string,
): { readonly short: string; readonly long: string } | undefined {
  const isClosed = deal.closedAt != null;
  const day = deal.closedAt ?? deal.expectedCloseDate;
  if (day == null) return undefined;
  const zone = isClosed ? timeZone : 'UTC';
  const long = formatDate(day, words.locale, { dateStyle: 'long', timeZone: zone });
  return {
    short: formatDate(day, words.locale, { day: 'numeric', month: 'short', timeZone: zone }),
    long: words.text(isClosed ? 'closedOn' : 'closesOn', { date: long }),
  };
}
