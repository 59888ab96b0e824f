import { FirstRows, loadTakeOver, type VirtualRows, type VirtualRowsOptions } from '@rapport/elements/virtual';
import { LitElement, html, render } from 'lit';
import type { Entry } from './contender.ts';
import { litRow } from './lit-row.ts';

/** The list as the timeline has it: the first rows, until somebody scrolls; then what goes through many with few elements. */
class RapportList extends LitElement {
  readonly #options: VirtualRowsOptions<Entry> = {
    key: (entry) => entry.id,
    draw: (element, entry, index, count) => render(litRow(entry, index, count), element),
    estimate: 90,
  };
  rows: FirstRows<Entry> | VirtualRows<Entry> = new FirstRows(this.#options);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
  override render() {
    return html`<div class="scroller" role="feed" @scroll=${this.#reach}></div>`;
  }
  protected override firstUpdated(): void {
    this.rows.attach(this.querySelector('.scroller'));
  }

  #isReached = false;
  async #reach(): Promise<void> {
    if (this.#isReached) return;
    this.#isReached = true;
    const takeOver = await loadTakeOver();
    this.rows = takeOver(this.rows as FirstRows<Entry>, this, this.#options);
  }
}
customElements.define('rapport-list', RapportList);

window.mount = (container, entries) => {
  const list = document.createElement('rapport-list') as RapportList;
  list.rows.rows = entries;
  container.append(list);
  return {
    scroller: () => list.querySelector('.scroller') as HTMLElement,
    prepend: (more) => {
      list.rows.rows = [...more, ...list.rows.rows];
    },
    jump: (index) => list.rows.scrollToRow(index),
  };
};
