import { DragDropContext, type DropResult } from '@hello-pangea/dnd';
import { createElement, type FunctionComponent } from 'react';
import { createRoot } from 'react-dom/client';
import type { Lane, Mount } from './contender.ts';
import { inspect, moved, updated } from './react-lanes.ts';

/** Mounts a board of @hello-pangea/dnd, whatever its columns are made with. */
export const mountWith =
  (Column: FunctionComponent<{ readonly lane: Lane }>): Mount =>
  (container, initial) => {
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
