import { DragDropContext, Draggable, Droppable, type DropResult } from '@hello-pangea/dnd';
import { createElement, memo, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import type { Card, Lane } from './contender.ts';
import { ReactCard } from './react-card.ts';
import { inspect, moved, updated } from './react-lanes.ts';

const Cards = memo(({ cards }: { readonly cards: readonly Card[] }): ReactElement[] =>
  cards.map((card, index) =>
    createElement(Draggable, {
      key: card.id,
      draggableId: card.id,
      index,
      children: (provided) =>
        createElement(
          'div',
          {
            ref: provided.innerRef,
            ...provided.draggableProps,
            ...provided.dragHandleProps,
            className: 'card',
            'data-id': card.id,
          },
          createElement(ReactCard, { card }),
        ),
    }),
  ),
) as unknown as (props: { readonly cards: readonly Card[] }) => ReactElement;

const Column = memo(({ lane }: { readonly lane: Lane }) =>
  createElement(
    'section',
    { className: 'column' },
    createElement('h2', null, lane.title, ' ', createElement('small', null, lane.cards.length)),
    createElement(Droppable, {
      droppableId: lane.id,
      children: (provided) =>
        createElement(
          'div',
          { ref: provided.innerRef, ...provided.droppableProps, className: 'scroller', 'data-column': lane.id },
          createElement(Cards, { cards: lane.cards }),
          provided.placeholder,
        ),
    }),
  ),
);
Column.displayName = 'Column';

window.mountBoard = (container, initial) => {
  const root = createRoot(container);
  let lanes = initial;
  const onDragEnd = ({ draggableId, destination }: DropResult) => {
    if (!destination) return;
    lanes = moved(lanes, draggableId, destination.droppableId, destination.index);
    show();
  };
  const show = () =>
    root.render(
      createElement(DragDropContext, {
        onDragEnd,
        children: lanes.map((lane) => createElement(Column, { key: lane.id, lane })),
      }),
    );
  show();
  return {
    ...inspect(container, () => lanes),
    update: (update) => {
      lanes = updated(lanes, update);
      show();
    },
  };
};
