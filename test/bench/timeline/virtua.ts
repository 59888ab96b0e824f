import { createElement, createRef, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { VList, type VListHandle } from 'virtua';
import type { Entry } from './contender.ts';
import { ReactRow } from './react-row.ts';

window.mount = (container, entries) => {
  const root = createRoot(container);
  const handle = createRef<VListHandle>();
  let data = entries;
  const row = (entry: Entry, index: number): ReactElement =>
    createElement(ReactRow, { key: entry.id, entry, index, count: data.length });
  // `shift` keeps the place from the end of the list, for the update that puts something on top ("Reverse scrolling").
  const show = (shift: boolean) =>
    root.render(createElement(VList<Entry>, { ref: handle, className: 'scroller', data, shift, children: row }));
  show(false);
  return {
    scroller: () => container.firstElementChild as HTMLElement,
    prepend: (more) => {
      data = [...more, ...data];
      show(true);
    },
    jump: (index) => handle.current?.scrollToIndex(index, { align: 'start' }),
  };
};
