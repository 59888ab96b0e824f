import { Draggable, Droppable } from '@hello-pangea/dnd';
import { createElement, memo, type ReactElement } from 'react';
import type { Card, Lane } from './contender.ts';
import { mountWith } from './mount-with.ts';
import { ReactCard } from './react-card.ts';

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

window.mountBoard = mountWith(Column);
