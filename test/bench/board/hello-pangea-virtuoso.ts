import {
  Draggable,
  Droppable,
  type DraggableProvided,
  type DraggableRubric,
  type DraggableStateSnapshot,
} from '@hello-pangea/dnd';
import { createElement, memo, useEffect, useState, type CSSProperties, type ReactElement } from 'react';
import { Virtuoso, type ItemProps } from 'react-virtuoso';
import type { Card, Lane } from './contender.ts';
import { mountWith } from './mount-with.ts';
import { ReactCard } from './react-card.ts';

function drawn(provided: DraggableProvided, card: Card): ReactElement {
  return createElement(
    'div',
    {
      ref: provided.innerRef,
      ...provided.draggableProps,
      ...provided.dragHandleProps,
      className: 'card',
      'data-id': card.id,
    },
    createElement(ReactCard, { card }),
  );
}

/** Keeps the height of the card that was lifted out: from the library's example of the two together. */
function HeightPreservingItem({
  children,
  item: _item,
  context: _context,
  ...rest
}: ItemProps<Card> & { context?: unknown }) {
  const [size, setSize] = useState(0);
  const known = rest['data-known-size'];
  useEffect(() => setSize((before) => (known === 0 ? before : known)), [known]);
  return createElement(
    'div',
    { ...rest, className: 'height-preserving', style: { '--child-height': `${size}px` } as CSSProperties },
    children,
  );
}
const components = { Item: HeightPreservingItem as never };
const computeItemKey = (_: number, card: Card) => card.id;
const itemContent = (index: number, card: Card) =>
  createElement(Draggable, {
    key: card.id,
    draggableId: card.id,
    index,
    children: (provided) => drawn(provided, card),
  });

const Column = memo(({ lane }: { readonly lane: Lane }) =>
  createElement(
    'section',
    { className: 'column' },
    createElement('h2', null, lane.title, ' ', createElement('small', null, lane.cards.length)),
    createElement(Droppable, {
      droppableId: lane.id,
      mode: 'virtual',
      renderClone: (provided: DraggableProvided, _: DraggableStateSnapshot, { source }: DraggableRubric) =>
        drawn(provided, lane.cards[source.index] as Card),
      children: (provided) =>
        createElement(Virtuoso<Card, unknown>, {
          className: 'scroller',
          data: lane.cards,
          components,
          scrollerRef: (element) => provided.innerRef(element as HTMLElement | null),
          computeItemKey,
          itemContent,
          ...{ 'data-column': lane.id },
        }),
    }),
  ),
);
Column.displayName = 'Column';

window.mountBoard = mountWith(Column);
