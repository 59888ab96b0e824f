import { expect, it } from 'vitest';
import { standardModel } from '../model/index.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { orderOf } from './order-of.ts';
import type { Query } from './query.ts';

// As it went out first: a list that was left open goes on across an update of the server.
const given = 'WyIzdXFrNGI4OGFmNndqIiwixYHDs2TFuiIsIjAxODkwYTVkLWFjOTYtNzc0Yi1iY2NlLWIzMDIwOTlhODA1NyJd';
const query: Query = {
  type: 'deal',
  where: {
    and: [
      { field: 'company.name', op: 'eq', value: 'Müller' },
      { field: 'value', op: 'gt', value: { amount: 100, currency: 'EUR' } },
    ],
  },
  orderBy: [{ field: 'name', direction: 'asc' }],
};
const place = ['Łódź', '01890a5d-ac96-774b-bcce-b302099a8057'];

it('gives and takes the cursors that were given before (Q3)', () => {
  expect(encodeCursor(query, place)).toBe(given);
  expect(decodeCursor(query, orderOf(standardModel, 'deal', query.orderBy), given)).toEqual(place);
});

it('knows a query by what it says, in whichever order its members come', () => {
  const turned: Query = {
    orderBy: [{ direction: 'asc', field: 'name' }],
    where: {
      and: [
        { value: 'Müller', op: 'eq', field: 'company.name' },
        { op: 'gt', value: { currency: 'EUR', amount: 100 }, field: 'value' },
      ],
    },
    type: 'deal',
  };
  expect(encodeCursor(turned, place)).toBe(given);
});
