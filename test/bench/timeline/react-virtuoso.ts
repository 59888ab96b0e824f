import { createElement, createRef } from 'react';
import { createRoot } from 'react-dom/client';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import type { Entry } from './contender.ts';
import { ReactRow } from './react-row.ts';

// Counted down by what is put on top: the way to keep the place that the documentation gives ("Prepending items").
let firstItemIndex = 10_000_000;

window.mount = (container, entries) => {
  const root = createRoot(container);
  const handle = createRef<VirtuosoHandle>();
  let data = entries;
  const itemContent = (index: number, entry: Entry) =>
    createElement(ReactRow, { entry, index: index - firstItemIndex, count: data.length });
  const computeItemKey = (_: number, entry: Entry) => entry.id;
  const show = () =>
    root.render(
      createElement(Virtuoso<Entry, unknown>, {
        ref: handle,
        className: 'scroller',
        data,
        firstItemIndex,
        itemContent,
        computeItemKey,
      }),
    );
  show();
  return {
    scroller: () => container.querySelector('[data-testid="virtuoso-scroller"]') as HTMLElement,
    prepend: (more) => {
      firstItemIndex -= more.length;
      data = [...more, ...data];
      show();
    },
    jump: (index) => handle.current?.scrollToIndex({ index, align: 'start' }),
  };
};
