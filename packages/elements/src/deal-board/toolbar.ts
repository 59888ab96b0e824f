import type { Pipeline } from '@rapport/core';
import { html, nothing, type TemplateResult } from 'lit';
import { formatMoney, formatNumber, type MessagesController } from '../messages/index.ts';
import { icon, searchIcon } from '../theme/index.ts';
import { majorUnits, type Money } from '@rapport/core/model';
import type { BoardTotals } from './board-totals.ts';

export interface ToolbarState {
  readonly words: MessagesController;
  readonly pipelines: readonly Pipeline[];
  readonly pipeline: Pipeline | undefined;
  readonly totals: BoardTotals['open'];
  readonly text: string;
  readonly isMine: boolean;
  readonly isRotting: boolean;
  readonly hasLanes: boolean;
}

export interface ToolbarActions {
  choosePipeline(id: string): void;
  search(text: string): void;
  toggleMine(): void;
  toggleRotting(): void;
  toggleLanes(): void;
}

/** The pipeline with its sums, and what narrows the board. */
export function toolbar(state: ToolbarState, actions: ToolbarActions): TemplateResult {
  const { words, pipelines, pipeline } = state;
  const choose = (event: Event): void => actions.choosePipeline((event.target as HTMLSelectElement).value);
  const type = (event: Event): void => actions.search((event.target as HTMLInputElement).value);
  const chip = (isOn: boolean, text: string, toggle: () => void): TemplateResult =>
    html`<button class="chip" part="chip" type="button" aria-pressed=${isOn} @click=${toggle}>${text}</button>`;
  return html`<div class="bar" part="toolbar">
    ${
      pipelines.length > 1
        ? html`<select
            class="pipeline strong"
            aria-label=${words.text('choosePipeline')}
            .value=${pipeline?.id ?? ''}
            @change=${choose}
          >
            ${pipelines.map(
              ({ id, name }) => html`<option .value=${id} ?selected=${id === pipeline?.id}>${name}</option>`,
            )}
          </select>`
        : html`<bdi class="pipeline strong">${pipeline?.name ?? ''}</bdi>`
    }
    <span class="sums small muted">${state.totals ? sums(state.totals, words) : nothing}</span>
    <div class="chips" role="group" aria-label=${words.text('filter')}>
      ${chip(state.isMine, words.text('myDeals'), actions.toggleMine)}
      ${chip(state.isRotting, words.text('rottingDeals'), actions.toggleRotting)}
      ${chip(state.hasLanes, words.text('showLanes'), actions.toggleLanes)}
    </div>
    <label class="search">
      ${icon(searchIcon)}<input
        type="search"
        aria-label=${words.text('searchDeals')}
        placeholder=${words.text('searchDeals')}
        .value=${state.text}
        @input=${type}
      />
    </label>
  </div>`;
}

function sums(
  { count, amount, weighted, partial }: NonNullable<BoardTotals['open']>,
  words: MessagesController,
): string {
  const whole = shortMoney(amount, words.locale);
  const share = weighted.amount
    ? ` · ${words.text('boardWeighted', { amount: shortMoney(weighted, words.locale) })}`
    : '';
  return `${words.text('boardSummary', { count })} · ${partial ? words.text('atLeastAmount', { amount: whole }) : whole}${share}`;
}

/** `€2.4M`; in full below ten thousand. */
export function shortMoney(money: Money, locale: string): string {
  if (Math.abs(majorUnits(money)) < 10_000) return formatMoney(money, locale, true);
  return formatNumber(majorUnits(money), locale, {
    style: 'currency',
    currency: money.currency,
    notation: 'compact',
    maximumSignificantDigits: 3,
  });
}

/** `€612,430`: a sum of many is not read to the cent. */
export function wholeMoney(money: Money, locale: string): string {
  return formatNumber(majorUnits(money), locale, {
    style: 'currency',
    currency: money.currency,
    maximumFractionDigits: 0,
  });
}
