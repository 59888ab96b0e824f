import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { attachClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/attach-closest-edge';
import { extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/extract-closest-edge';
import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/utils/combine';
import { useVirtualizer } from '@tanstack/react-virtual';
import { createElement, memo, useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { Card, Lane } from './contender.ts';
import { ReactCard } from './react-card.ts';
import { inspect, moved, updated } from './react-lanes.ts';

const Item = memo(
  ({ card, start, height }: { readonly card: Card; readonly start: number; readonly height: number }) => {
    const ref = useRef<HTMLDivElement>(null);
    const [state, setState] = useState('');
    useEffect(() => {
      const element = ref.current;
      if (!element) return undefined;
      return combine(
        draggable({
          element,
          getInitialData: () => ({ card: card.id }),
          onDragStart: () => setState('lifted'),
          onDrop: () => setState(''),
        }),
        dropTargetForElements({
          element,
          getData: ({ input }) =>
            attachClosestEdge({ card: card.id }, { input, element, allowedEdges: ['top', 'bottom'] }),
          onDrag: ({ self }) => setState(extractClosestEdge(self.data) ?? ''),
          onDragLeave: () => setState(''),
          onDrop: () => setState(''),
        }),
      );
    }, [card.id]);
    return createElement(
      'div',
      {
        ref,
        className: `card placed ${state}`,
        'data-id': card.id,
        style: { transform: `translateY(${start}px)`, blockSize: `${height}px` },
      },
      createElement(ReactCard, { card }),
    );
  },
);
Item.displayName = 'Item';

const Column = memo(({ lane }: { readonly lane: Lane }) => {
  const scroller = useRef<HTMLDivElement>(null);
  // The cards are all of one height here: nothing has to be measured.
  const virtualizer = useVirtualizer({
    count: lane.cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 92,
    gap: 8,
    overscan: 4,
    getItemKey: (index) => lane.cards[index]?.id ?? index,
  });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    return combine(
      dropTargetForElements({ element, getData: () => ({ column: lane.id }) }),
      autoScrollForElements({ element }),
    );
  }, [lane.id]);
  return createElement(
    'section',
    { className: 'column' },
    createElement('h2', null, lane.title, ' ', createElement('small', null, lane.cards.length)),
    createElement(
      'div',
      { ref: scroller, className: 'scroller', 'data-column': lane.id },
      createElement(
        'div',
        { className: 'room', style: { blockSize: `${virtualizer.getTotalSize()}px` } },
        virtualizer.getVirtualItems().map(({ index, key, start, size }) => {
          const card = lane.cards[index];
          return card && createElement(Item, { key, card, start, height: size });
        }),
      ),
    ),
  );
});
Column.displayName = 'Column';

window.mountBoard = (container, initial) => {
  const root = createRoot(container);
  let lanes = initial;
  const show = () => root.render(lanes.map((lane) => createElement(Column, { key: lane.id, lane })));
  monitorForElements({
    onDrop: ({ source, location }) => {
      const targets = location.current.dropTargets;
      const column = targets.find(({ data }) => 'column' in data)?.data['column'];
      const over = targets.find(({ data }) => 'card' in data);
      const lane = lanes.find(({ id }) => id === column);
      const id = source.data['card'];
      if (!lane || typeof id !== 'string') return;
      const at = over
        ? lane.cards.filter((card) => card.id !== id).findIndex((card) => card.id === over.data['card'])
        : -1;
      const after = over && extractClosestEdge(over.data) === 'bottom' ? 1 : 0;
      lanes = moved(lanes, id, lane.id, at < 0 ? lane.cards.length : at + after);
      show();
    },
  });
  show();
  return {
    ...inspect(container, () => lanes),
    update: (update) => {
      lanes = updated(lanes, update);
      show();
    },
  };
};
