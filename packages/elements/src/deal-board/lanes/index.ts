import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { addStyles } from '../../element/index.ts';
import { formatNumber } from '../../messages/index.ts';
import { avatar, icon, unfoldIcon } from '../../theme/index.ts';
import type { BoardColumn } from '../board-column.ts';
import type { Zone } from '../board-surface.ts';
import { shortMoney } from '../toolbar.ts';
import { lanesStyles } from './lanes.styles.ts';
import { LaneCounts, type LaneCount } from './lane-counts.ts';
import { LaneCards } from './lane-cards.ts';
import type { LaneHost } from './lane-host.ts';

/** The board by owner: a lane each, whose cells are the stages. */
export interface Lanes {
  readonly zones: readonly Zone[];
  follow(): void;
  /** Cards came, went or changed. */
  changed(): void;
  /** Something beside these deals has changed; beside all of them, where they are not said. */
  touch(deals?: Iterable<string>): void;
  template(): TemplateResult;
}

export function createLanes(board: LaneHost): Lanes {
  addStyles(board.element, lanesStyles);
  const counts = new LaneCounts(() => board.element.requestUpdate());
  const cards = new LaneCards(board);
  const folded = new Set<string>();
  const { words } = board;
  const nameOf = (owner: string | null): string =>
    owner === null ? words.text('withoutOwner') : (board.names.name('user', owner) ?? '…');
  const dealsOf = (column: BoardColumn, owner: string | null) =>
    column.deals.filter((deal) => (deal.owner ?? null) === owner);
  /** By name, nobody's last. */
  const lanes = (): readonly LaneCount[] => {
    const known = new Map((counts.lanes ?? []).map((lane) => [lane.owner, lane]));
    for (const { owner = null } of board.columns.flatMap(({ deals }) => deals))
      if (!known.has(owner)) known.set(owner, { owner, count: 0, amounts: [], isPartial: false, byStage: new Map() });
    const collator = new Intl.Collator(words.locale);
    return [...known.values()].sort(
      (a, b) =>
        Number(a.owner === null) - Number(b.owner === null) || collator.compare(nameOf(a.owner), nameOf(b.owner)),
    );
  };
  const cellId = (column: BoardColumn, owner: string | null): string => `${column.stage.id} ${owner ?? 'none'}`;

  const toggle = (owner: string | null): void => {
    const key = owner ?? 'none';
    if (!folded.delete(key)) folded.add(key);
    board.element.requestUpdate();
  };

  const cell = (column: BoardColumn, lane: LaneCount): TemplateResult => {
    const deals = dealsOf(column, lane.owner);
    const rest = (lane.byStage.get(column.stage.id) ?? 0) - deals.length;
    const isCollapsed = board.isCollapsed(column.stage);
    const label = `${column.stage.name}, ${nameOf(lane.owner)}`;
    return html`<div class=${`cell ${isCollapsed ? 'narrow' : ''}`} data-cell=${cellId(column, lane.owner)}>
      <div class="cards" role=${deals.length > 0 ? 'list' : nothing} aria-label=${deals.length > 0 ? label : nothing}>
        ${repeat(
          deals,
          ({ id }) => id,
          (deal) => cards.card(deal, column),
        )}
      </div>
      ${
        rest > 0 && !isCollapsed && column.isPartial
          ? html`<button class="quiet small" type="button" @click=${() => column.more()}>
              ${words.text('moreDeals', { count: rest })}
            </button>`
          : nothing
      }
    </div>`;
  };

  const lane = (each: LaneCount): TemplateResult => {
    const name = nameOf(each.owner);
    const isFolded = folded.has(each.owner ?? 'none');
    const sums = each.amounts.map((amount) => shortMoney(amount, words.locale)).join(' · ');
    return html`<section class="lane" aria-label=${name}>
      <h3 class="owner">
        <button type="button" aria-expanded=${!isFolded} @click=${() => toggle(each.owner)}>
          ${icon(unfoldIcon)}${each.owner === null ? nothing : avatar(name, each.owner, true)}<bdi class="strong"
            >${name}</bdi
          >
          <span class="small muted"
            >${each.count > 0 ? `${formatNumber(each.count, words.locale)}${each.isPartial ? '+' : ''}` : nothing}${sums === '' ? nothing : html` · <bdi>${sums}</bdi>`}</span
          >
        </button>
      </h3>
      ${isFolded ? nothing : html`<div class="cells">${board.columns.map((column) => cell(column, each))}</div>`}
    </section>`;
  };

  return {
    get zones() {
      return lanes().flatMap(({ owner }) =>
        board.columns.flatMap((column): Zone[] => {
          const element = board.element.renderRoot.querySelector<HTMLElement>(`[data-cell="${cellId(column, owner)}"]`);
          return element ? [{ element, column, owner, deals: dealsOf(column, owner) }] : [];
        }),
      );
    },
    follow: () => counts.follow(board.client, board.where, board.context.timeZone),
    changed: () => {
      counts.recount();
      cards.settle();
    },
    touch: (deals) => {
      cards.touch(deals);
      board.element.requestUpdate();
    },
    template: () =>
      html`<div class="grid">
        <div class="heads">${board.columns.map((column) => board.head(column))}</div>
        ${repeat(
          lanes(),
          ({ owner }) => owner ?? '',
          (each) => lane(each),
        )}
      </div>`,
  };
}
