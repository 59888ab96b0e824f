import { VirtualRows } from '@rapport/elements/virtual';
import { LitElement, html, render } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { Entry } from './contender.ts';
import { litRow } from './lit-row.ts';

class RapportList extends LitElement {
  readonly entries = new VirtualRows<Entry>(this, {
    key: (entry) => entry.id,
    draw: (element, entry, index, count) => render(litRow(entry, index, count), element),
    estimate: 90,
  });
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
  override render() {
    return html`<div class="scroller" role="feed" ${ref(this.entries.attach)}></div>`;
  }
}
customElements.define('rapport-list', RapportList);

window.mount = (container, entries) => {
  const list = document.createElement('rapport-list') as RapportList;
  list.entries.rows = entries;
  container.append(list);
  return {
    scroller: () => list.querySelector('.scroller') as HTMLElement,
    prepend: (more) => {
      list.entries.rows = [...more, ...list.entries.rows];
    },
    jump: (index) => list.entries.scrollToRow(index),
  };
};
