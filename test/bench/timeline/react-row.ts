import { createElement, memo } from 'react';
import type { Entry } from './contender.ts';

/** As `lit-row.ts`. Memoised, as React's list libraries advise. */
export const ReactRow = memo(
  ({ entry, index, count }: { readonly entry: Entry; readonly index: number; readonly count: number }) =>
    createElement(
      'article',
      { className: 'entry', 'data-id': entry.id, 'aria-posinset': index + 1, 'aria-setsize': count, tabIndex: 0 },
      createElement(
        'span',
        { className: 'dot' },
        createElement(
          'svg',
          { viewBox: '0 0 24 24' },
          createElement('rect', { x: 3, y: 5, width: 18, height: 14, rx: 2 }),
          createElement('path', { d: 'm3 7 9 6 9-6' }),
        ),
      ),
      createElement(
        'div',
        { className: 'text' },
        createElement('div', { className: 'title' }, entry.title),
        createElement('p', null, entry.body),
        createElement('small', null, entry.people),
      ),
      createElement('time', null, entry.time),
    ),
);
ReactRow.displayName = 'ReactRow';
