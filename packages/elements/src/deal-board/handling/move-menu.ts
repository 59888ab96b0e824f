import type { Deal } from '@rapport/core';
import { html, nothing, type TemplateResult } from 'lit';
import type { MoveTarget } from '../moving.events.ts';
import type { BoardSurface } from '../board-surface.ts';

export interface MenuActions {
  move(ids: readonly string[], target: MoveTarget): void;
  open(id: string): void;
}

/** “Move to…”: every stage, and the places in the deal's own column. The arrows and letters choose, Escape leaves. */
export class MoveMenu {
  readonly #board: BoardSurface;
  readonly #actions: MenuActions;
  #ids: readonly string[] = [];
  #anchor: DOMRect | undefined;
  #back: string | undefined;

  constructor(board: BoardSurface, actions: MenuActions) {
    this.#board = board;
    this.#actions = actions;
  }

  get isOpen(): boolean {
    return this.#ids.length > 0;
  }

  /** For one deal, or for all that are selected; beside what opened it. */
  open(ids: readonly string[], anchor: Element | undefined): void {
    this.#ids = ids;
    this.#anchor = anchor?.getBoundingClientRect();
    this.#back = ids.length === 1 ? ids[0] : undefined;
    this.#board.element.requestUpdate();
    void this.#board.element.updateComplete.then(() => this.#show());
  }

  readonly close = (): void => {
    if (!this.isOpen) return;
    this.#ids = [];
    this.#board.element.requestUpdate();
    if (this.#back !== undefined) this.#board.focusCard(this.#back);
    else this.#board.element.renderRoot.querySelector<HTMLElement>('.chosen .button')?.focus();
  };

  template(): unknown {
    if (!this.isOpen) return nothing;
    const { words, stages } = this.#board;
    const deals = this.#ids.flatMap((id) => this.#board.deal(id) ?? []);
    const only = deals.length === 1 ? deals[0] : undefined;
    const name = only ? words.text('moveDealMenu', { deal: only.name }) : words.text('moveTo');
    const item = (text: string, act: () => void, isHere = false): TemplateResult =>
      html`<button
        role="menuitem"
        type="button"
        tabindex="-1"
        aria-disabled=${isHere}
        @click=${() => this.#choose(act, isHere)}
      >
        <bdi>${text}</bdi>
      </button>`;
    return html`<div
      class="menu"
      role="menu"
      popover="auto"
      aria-label=${name}
      @keydown=${this.#keyed}
      @toggle=${this.#toggled}
    >
      <p class="small muted" aria-hidden="true">${words.text('moveTo')}</p>
      ${stages.map((stage) =>
        item(
          stage.name,
          () => this.#actions.move(this.#movedIds(deals), { stage }),
          deals.every((deal) => deal.stage === stage.id),
        ),
      )}
      ${only ? this.#within(only, item) : nothing}
    </div>`;
  }

  #movedIds(deals: readonly Deal[]): readonly string[] {
    return deals.map(({ id }) => id);
  }

  #within(deal: Deal, item: (text: string, act: () => void, isHere?: boolean) => TemplateResult): unknown {
    const { words, columns } = this.#board;
    const column = columns.find(({ stage }) => stage.id === deal.stage);
    if (!column || column.stage.stageType !== 'open') return nothing;
    const { deals, stage } = column;
    const index = deals.findIndex(({ id }) => id === deal.id);
    const [before, after] = [deals[index - 1], deals[index + 1]];
    const to = (target: Omit<MoveTarget, 'stage'>) => () => this.#actions.move([deal.id], { stage, ...target });
    const last = deals.at(-1);
    return html`<hr role="separator" />
      ${item(words.text('moveToTop'), to({ place: 'first' }), !before)}
      ${item(words.text('moveUp'), before ? to({ place: { before: before.id } }) : () => undefined, !before)}
      ${item(words.text('moveDown'), after ? to({ place: { after: after.id } }) : () => undefined, !after)}
      ${item(words.text('moveToBottom'), last ? to({ place: { after: last.id } }) : () => undefined, !after)}
      <hr role="separator" />
      ${item(words.text('openDeal'), () => this.#actions.open(deal.id))}`;
  }

  #choose(act: () => void, isHere: boolean): void {
    if (isHere) return;
    this.close();
    act();
  }

  #show(): void {
    const menu = this.#menu;
    if (!menu) return;
    menu.showPopover?.();
    const own = menu.getBoundingClientRect();
    const anchor = this.#anchor ?? new DOMRect(0, 0, 0, 0);
    const isRtl = this.#board.element.matches(':dir(rtl)');
    const wanted = isRtl ? anchor.right : anchor.left;
    const left = isRtl ? wanted - own.width : wanted;
    const below = anchor.bottom + 2;
    const top = below + own.height > innerHeight - 8 ? Math.max(8, anchor.top - own.height - 2) : below;
    menu.style.transform = `translate(${Math.min(Math.max(8, left), Math.max(8, innerWidth - own.width - 8))}px, ${top}px)`;
    this.#items()
      .find((item) => item.getAttribute('aria-disabled') !== 'true')
      ?.focus();
  }

  readonly #toggled = (event: Event): void => {
    if ((event as ToggleEvent).newState === 'closed') this.close();
  };

  readonly #keyed = (event: KeyboardEvent): void => {
    const items = this.#items();
    const root = this.#board.element.renderRoot as ShadowRoot;
    const index = items.indexOf(root.activeElement as HTMLElement);
    const to = (place: number): void => items[(place + items.length) % items.length]?.focus();
    if (event.key === 'ArrowDown') to(index + 1);
    else if (event.key === 'ArrowUp') to(index - 1);
    else if (event.key === 'Home') to(0);
    else if (event.key === 'End') to(-1);
    else if (event.key === 'Escape' || event.key === 'Tab') this.close();
    else if (/^\S$/u.test(event.key)) {
      const letter = event.key.toLocaleLowerCase();
      const order = [...items.slice(index + 1), ...items.slice(0, index + 1)];
      order.find((each) => each.textContent?.trim().toLocaleLowerCase().startsWith(letter))?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  get #menu(): HTMLElement | null {
    return this.#board.element.renderRoot.querySelector<HTMLElement>('.menu');
  }

  #items(): HTMLElement[] {
    return [...(this.#menu?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  }
}
