import { html, nothing } from 'lit';
import { closeIcon, icon } from '../../theme/index.ts';
import type { BoardSurface } from '../board-surface.ts';

/** Which cards are selected, to be moved together. */
export class Selection {
  readonly #board: BoardSurface;
  readonly #openMenu: (ids: readonly string[], anchor: Element) => void;
  #from: string | undefined;

  constructor(board: BoardSurface, openMenu: (ids: readonly string[], anchor: Element) => void) {
    this.#board = board;
    this.#openMenu = openMenu;
  }

  /** Adds one, or takes it out; `to` adds all from the one chosen last, within a column. */
  choose(id: string, how: 'toggle' | 'to'): void {
    const chosen = new Set(this.#board.selection);
    const ids =
      this.#board.zones.find(({ deals }) => deals.some((deal) => deal.id === id))?.deals.map((deal) => deal.id) ?? [];
    const from = this.#from === undefined ? -1 : ids.indexOf(this.#from);
    if (how === 'to' && from >= 0) {
      const to = ids.indexOf(id);
      for (const each of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) chosen.add(each);
    } else {
      if (chosen.has(id) && how === 'toggle') chosen.delete(id);
      else chosen.add(id);
      this.#from = id;
    }
    this.#board.select(chosen);
    // The columns become lower as the first is chosen.
    void this.#board.element.updateComplete.then(() =>
      this.#board.card(id)?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    );
    this.#board.announce(this.#board.words.text('dealsSelected', { count: chosen.size }));
  }

  clear(): void {
    this.#from = undefined;
    this.#board.select([]);
  }

  /** The cards that go along with one: all that are selected, in the order shown, where it is one of them. */
  with(id: string): readonly string[] {
    const { selection, zones } = this.#board;
    if (!selection.has(id)) return [id];
    return zones.flatMap(({ deals }) => deals.filter((deal) => selection.has(deal.id)).map((deal) => deal.id));
  }

  template(): unknown {
    const { selection, words } = this.#board;
    if (selection.size === 0) return nothing;
    const open = (event: Event): void => this.#openMenu(this.with([...selection][0]!), event.currentTarget as Element);
    return html`<div
      class="chosen"
      part="selection"
      role="group"
      aria-label=${words.text('dealsSelected', { count: selection.size })}
    >
      <span>${words.text('dealsSelected', { count: selection.size })}</span>
      <button class="button primary" type="button" aria-haspopup="menu" @click=${open}>${words.text('moveTo')}</button>
      <button class="tool" type="button" aria-label=${words.text('clearSelection')} @click=${() => this.#cleared()}>
        ${icon(closeIcon)}
      </button>
    </div>`;
  }

  #cleared(): void {
    const [first] = this.#board.selection;
    this.clear();
    if (first !== undefined) this.#board.focusCard(first);
  }
}
