import '@lit-labs/virtualizer';
import type { LitVirtualizer } from '@lit-labs/virtualizer/LitVirtualizer.js';
import type { Entry } from './contender.ts';
import { litRow } from './lit-row.ts';

window.mount = (container, entries) => {
  const list = document.createElement('lit-virtualizer') as LitVirtualizer<Entry>;
  list.scroller = true;
  list.className = 'scroller';
  list.items = [...entries];
  list.keyFunction = (entry) => entry.id;
  list.renderItem = (entry, index) => litRow(entry, index, list.items.length);
  container.append(list);
  return {
    scroller: () => list,
    prepend: (more) => {
      list.items = [...more, ...list.items];
    },
    jump: (index) => list.element(index)?.scrollIntoView({ block: 'start' }),
  };
};
