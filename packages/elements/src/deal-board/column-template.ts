import type { Stage } from '@rapport/core';
import type { ColumnTotal } from '@rapport/core/pipeline';
import { html, nothing, type TemplateResult } from 'lit';
import { formatList, formatMoney, formatNumber, type MessagesController } from '../messages/index.ts';
import { alertIcon, icon } from '../theme/index.ts';
import type { BoardColumn } from './board-column.ts';
import { foldIcon } from './board-icons.ts';
import { wholeMoney } from './toolbar.ts';

export interface ColumnView {
  readonly words: MessagesController;
  readonly total: ColumnTotal | undefined;
  readonly isCollapsed: boolean;
  /** Whether it can be collapsed, and how. */
  readonly toggle: (() => void) | undefined;
}

/** A column with its head and its cards. The cards are drawn by the column itself. */
export function columnTemplate(column: BoardColumn, view: ColumnView): TemplateResult {
  const { stage } = column;
  const { words, isCollapsed } = view;
  const title = `column-${stage.id}`;
  if (isCollapsed) {
    return html`<section
      class=${`column collapsed ${stage.stageType}`}
      part="column"
      data-column=${stage.id}
      aria-labelledby=${title}
    >
      <button
        class="unfold fold"
        type="button"
        aria-expanded="false"
        title=${words.text('expandColumn', { stage: stage.name })}
        @click=${view.toggle}
      >
        ${icon(foldIcon, true)}<span class="title strong" id=${title}>${stage.name}</span
        ><span class="small muted">${view.total ? count(view.total, words) : nothing}</span>
      </button>
    </section>`;
  }
  const hasDeals = column.deals.length > 0;
  return html`<section
    class=${`column ${stage.stageType}`}
    part="column"
    data-column=${stage.id}
    aria-labelledby=${title}
    aria-busy=${column.snapshot?.status === 'loading'}
  >
    ${columnHead(stage, title, view)}${hasDeals ? nothing : withoutDeals(column, words)}
    <div class="cards" tabindex="-1" role=${hasDeals ? 'list' : nothing} aria-labelledby=${title}></div>
  </section>`;
}

/** What stands in place of cards. */
function withoutDeals(column: BoardColumn, words: MessagesController): TemplateResult {
  switch (column.snapshot?.status) {
    case 'loading':
      return bones(words);
    case 'error':
      return html`<div class="hint small" role="alert">
        <span class="muted">${words.text('columnFault')}</span>
        <button class="quiet" type="button" @click=${() => column.retry()}>${words.text('retry')}</button>
      </div>`;
    default:
      return html`<p class="hint small muted">${words.text('noDeals')}</p>`;
  }
}

/** A column's name and totals; in lanes, what is left of it when it is collapsed. */
export function columnHead(
  stage: Stage,
  id: string,
  { words, total, toggle, isCollapsed }: ColumnView,
): TemplateResult {
  const name = total ? words.text('stageColumn', { stage: stage.name, count: total.count }) : stage.name;
  const folding = words.text(isCollapsed ? 'expandColumn' : 'collapseColumn', { stage: stage.name });
  const fold = toggle
    ? html`<button
        class="tool fold"
        type="button"
        aria-expanded=${!isCollapsed}
        aria-label=${folding}
        title=${folding}
        @click=${toggle}
      >
        ${icon(foldIcon, true)}
      </button>`
    : nothing;
  if (isCollapsed) return html`<div class="head narrow" part="column-head" data-stage=${stage.id}>${fold}</div>`;
  return html`<div class=${`head ${stage.stageType}`} part="column-head" data-stage=${stage.id}>
    <div class="line">
      <h3 class="line" id=${id} aria-label=${name}>
        <bdi class="title strong">${stage.name}</bdi><span class="muted">${total ? count(total, words) : nothing}</span>
      </h3>
      ${fold}
    </div>
    <p class="sum small muted">${total ? figures(stage, total, words) : html`<span class="bone"></span>`}</p>
  </div>`;
}

function figures(stage: Stage, total: ColumnTotal, words: MessagesController): unknown {
  const { amount, weighted, partial, unconverted } = total;
  const [exact, whole] = [formatMoney(amount, words.locale, true), wholeMoney(amount, words.locale)];
  // Where no deal has a probability, nought would be a claim.
  const share =
    stage.stageType === 'open' &&
    weighted.amount &&
    words.text('weightedAs', { amount: formatMoney(weighted, words.locale, true) });
  const without =
    unconverted.length === 0
      ? undefined
      : words.text('unconvertedTotals', {
          amounts: formatList(
            unconverted.map((each) => formatMoney(each, words.locale, true)),
            words.locale,
          ),
        });
  return html`<bdi title=${exact}>${partial ? words.text('atLeastAmount', { amount: whole }) : whole}</bdi>${
      share
        ? html`<span class="share" title=${share}
            >${words.text('boardWeighted', { amount: wholeMoney(weighted, words.locale) })}</span
          >`
        : nothing
    }${note(partial ? words.text('partialTotals') : undefined)}${note(without)}`;
}

function note(text: string | undefined): unknown {
  if (text === undefined) return nothing;
  return html`<span class="partial" role="img" aria-label=${text} title=${text}>${icon(alertIcon)}</span>`;
}

function count({ count: deals, partial }: ColumnTotal, words: MessagesController): string {
  return `${formatNumber(deals, words.locale)}${partial ? '+' : ''}`;
}

/** What is to come, in its shape. */
export function bones(words: MessagesController): TemplateResult {
  return html`<div class="bones" role="status" aria-label=${words.text('loading')}>
    ${[0, 1, 2].map(
      () =>
        html`<div class="card"><span class="bone"></span><span class="bone"></span><span class="bone"></span></div>`,
    )}
  </div>`;
}
