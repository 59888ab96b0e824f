import type { Deal } from '@rapport/core';
import type { DealHealth, HealthSignal } from '@rapport/core/pipeline';
import { html, nothing, render, type TemplateResult } from 'lit';
import { healthMark, healthReason, type RecordNames } from '../deal/index.ts';
import { formatDate, formatMoney, type MessagesController } from '../messages/index.ts';
import { clockIcon, hueOf, icon, initialsOf, syncIcon } from '../theme/index.ts';
import { menuButton } from './blank-card.ts';
import type { CardState, TailRow } from './card-state.ts';
import type { BoardColumn } from './board-column.ts';

/** What cards take from their board. */
export interface CardContext {
  readonly words: MessagesController;
  readonly names: RecordNames;
  timeZone(): string;
  isReadOnly(): boolean;
  isOffline(): boolean;
  health(deal: Deal): DealHealth | undefined;
}

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
  const date = closing(deal, words, context.timeZone());
  const signals = context.health(deal)?.signals ?? [];
  const isWaiting = isPending && context.isOffline();

  // Until the company's name is known, its line is kept free: nothing moves when it comes.
  write(card, '.title', company === null ? deal.name : (company ?? '…'));
  write(card, '.what', company === null ? undefined : deal.name);
  write(card, '.amount', amount);
  write(card, '.date', date?.short);
  const avatar = write(card, '.avatar', owner && initialsOf(owner));
  const hue = owner && deal.owner ? String(hueOf(deal.owner)) : '';
  if (avatar.style.getPropertyValue('--_hue') !== hue) avatar.style.setProperty('--_hue', hue);

  const label = [
    company,
    deal.name,
    amount ?? words.text('noAmount'),
    date?.long,
    owner && words.text('ownedBy', { person: owner }),
    ...signals.map((signal) => healthMark(signal, words)),
    isWaiting && words.text('pendingCard'),
    isSelected && words.text('selectedCard'),
    fault,
  ];
  const why = signals.map((signal) => healthReason(signal, words)).join(' ');
  const reach = isCurrent ? '0' : '-1';
  set(card, 'class', `card${isSelected ? ' selected' : ''}${isLifted ? ' lifted' : ''}${fault ? ' faulty' : ''}`);
  set(card, 'data-deal', deal.id);
  set(card, 'tabindex', reach);
  set(card, 'aria-label', label.filter(Boolean).join(', '));
  set(card, 'aria-description', why === '' ? undefined : why);

  let menu = card.querySelector('.more');
  if (context.isReadOnly()) menu?.remove();
  else {
    if (!menu) card.querySelector('.foot')!.append((menu = menuButton()));
    set(menu, 'tabindex', reach);
    set(menu, 'aria-label', words.text('moveDealMenu', { deal: deal.name }));
  }
  const marked = card.querySelector<HTMLElement>('.marks')!;
  const hasMarks = isWaiting || signals.length > 0;
  if (hasMarks || !marked.hidden) render(hasMarks ? marks(signals, isWaiting, words) : nothing, marked);
  if (marked.hidden === hasMarks) marked.hidden = !hasMarks;
  if (fault !== undefined || card.querySelector('.fault'))
    render(fault === undefined ? nothing : faultNote(fault, words), card);
}

/** Writes a text; without one its element takes no room. */
function write(card: HTMLElement, part: string, text: string | undefined): HTMLElement {
  const element = card.querySelector<HTMLElement>(part)!;
  // A text node that is there already is changed for less than it is replaced.
  const node = element.firstChild as Text | null;
  if (!node) element.textContent = text ?? '';
  else if (node.data !== (text ?? '')) node.data = text ?? '';
  if (element.hidden !== (text === undefined)) element.hidden = text === undefined;
  return element;
}

function set(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function marks(signals: readonly HealthSignal[], isWaiting: boolean, words: MessagesController): TemplateResult {
  const [first] = signals;
  const isGrave = first && grave.has(first.code);
  return html`${isWaiting ? icon(syncIcon) : nothing}${
    first
      ? html`<span class=${`mark ${isGrave ? 'tag bad' : 'mild'}`}
          >${isGrave ? icon(clockIcon) : nothing}<span class="words">${healthMark(first, words)}</span
          >${signals.length > 1 ? html`<span>+${signals.length - 1}</span>` : nothing}</span
        >`
      : nothing
  }`;
}

function faultNote(fault: string, words: MessagesController): TemplateResult {
  return html`<p class="fault">
    <span>${fault}</span><button class="quiet dismiss" type="button">${words.text('dismissFault')}</button>
  </p>`;
}

/** The end of what is loaded of a column. */
export function tail(
  row: TailRow,
  column: BoardColumn,
  total: number | undefined,
  words: MessagesController,
): TemplateResult {
  if (row.tail === 'loading')
    return html`<p class="tail small muted" role="listitem">${words.text('loadingDeals')}</p>`;
  const rest = total === undefined ? 0 : total - column.deals.length;
  const text = rest > 0 ? words.text('moreDeals', { count: rest }) : words.text('someMoreDeals');
  return html`<div class="tail small" role="listitem">
    ${row.tail === 'failed' ? html`<span class="muted">${words.text('columnFault')}</span>` : nothing}
    <button class="quiet" type="button" @click=${() => column.more()}>
      ${row.tail === 'failed' ? words.text('retry') : text}
    </button>
  </div>`;
}

/** What is late is worse than what is missing. */
const grave: ReadonlySet<string> = new Set(['rotting', 'close-date-passed']);

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
