import { html, nothing, type TemplateResult } from 'lit';
import type { MessagesController } from '../messages/index.ts';
import { element } from './blank-card.ts';
import type { BoardColumn } from './board-column.ts';
import type { TailRow } from './card-state.ts';

export function blankTail(): HTMLElement {
  return element('div', 'end');
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
