import type { Deal } from '@rapport/core';
import type { DealHealth } from '@rapport/core/pipeline';
import { html, nothing, type TemplateResult } from 'lit';
import { healthMark, healthReason, type RecordNames } from '../deal/index.ts';
import { formatDate, formatMoney, type MessagesController } from '../messages/index.ts';
import { avatar, clockIcon, icon, syncIcon } from '../theme/index.ts';
import { moreIcon } from './board-icons.ts';
import type { CardRow, TailRow } from './card-row.ts';
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

/** One card: who, how much, what, by when, whose, and what wants attention. Everything else is a click away. */
export function card(row: CardRow, context: CardContext): TemplateResult {
  const { deal, isPending, isCurrent, isSelected, isLifted, fault } = row;
  const { words, names } = context;
  const company = names.name('company', deal.company) ?? undefined;
  const owner = names.name('user', deal.owner) ?? undefined;
  const amount = deal.amount ? formatMoney(deal.amount, words.locale, true) : undefined;
  const date = closing(deal, words, context.timeZone());
  const signals = context.health(deal)?.signals ?? [];
  const isWaiting = isPending && context.isOffline();
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
  ]
    .filter(Boolean)
    .join(', ');
  const classes = `card${isSelected ? ' selected' : ''}${isLifted ? ' lifted' : ''}${fault ? ' faulty' : ''}`;
  return html`<div
    class=${classes}
    part="card"
    role="listitem"
    tabindex=${isCurrent ? 0 : -1}
    data-deal=${deal.id}
    aria-label=${label}
    aria-description=${signals.length > 0 ? signals.map((signal) => healthReason(signal, words)).join(' ') : nothing}
  >
    <div class="line">
      <bdi class="title strong">${company ?? deal.name}</bdi
      >${amount === undefined ? nothing : html`<bdi class="amount">${amount}</bdi>`}
    </div>
    ${company === undefined ? nothing : html`<bdi class="what small muted">${deal.name}</bdi>`}
    <div class="line foot small muted">
      ${owner && deal.owner ? avatar(owner, deal.owner, true) : nothing}${date ? html`<span>${date.short}</span>` : nothing}${
        isWaiting ? icon(syncIcon) : nothing
      }${
        signals[0]
          ? html`<span class=${`mark ${grave.has(signals[0].code) ? 'tag bad' : 'mild'}`}
              >${grave.has(signals[0].code) ? icon(clockIcon) : nothing}<span class="words"
                >${healthMark(signals[0], words)}</span
              >${signals.length > 1 ? html`<span>+${signals.length - 1}</span>` : nothing}</span
            >`
          : nothing
      }${
        context.isReadOnly()
          ? nothing
          : html`<button
              class="tool more"
              type="button"
              tabindex=${isCurrent ? 0 : -1}
              aria-haspopup="menu"
              aria-label=${words.text('moveDealMenu', { deal: deal.name })}
            >
              ${icon(moreIcon)}
            </button>`
      }
    </div>
    ${
      fault === undefined
        ? nothing
        : html`<p class="fault">
            <span>${fault}</span><button class="quiet dismiss" type="button">${words.text('dismissFault')}</button>
          </p>`
    }
  </div>`;
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
