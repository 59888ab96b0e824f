import type { Filter, OrderKey } from '@rapport/core';
import type { LiveRequest } from '@rapport/client';
import type { Random } from './random.ts';

export const countries = ['DE', 'FR', 'US'];

const companyFilters: readonly (Filter | undefined)[] = [
  undefined,
  { field: 'country', op: 'eq', value: 'DE' },
  { field: 'country', op: 'in', value: ['DE', 'FR'] },
  { not: { field: 'country', op: 'eq', value: 'US' } },
  { field: 'employees', op: 'gte', value: 5 },
  {
    and: [
      { field: 'country', op: 'eq', value: 'FR' },
      { field: 'employees', op: 'exists', value: true },
    ],
  },
  {
    or: [
      { field: 'industry', op: 'exists', value: false },
      { field: 'tags', op: 'exists', value: true },
    ],
  },
  { field: 'name', op: 'contains', value: '1' },
  { field: 'owner', op: 'eq', value: { actor: 'user' } },
  { related: 'contacts', measure: 'count', op: 'gte', value: 2 },
];
const companyOrders: readonly (readonly OrderKey[] | undefined)[] = [
  undefined,
  [{ field: 'name', direction: 'asc' }],
  [
    { field: 'country', direction: 'desc' },
    { field: 'name', direction: 'asc' },
  ],
  [{ field: 'employees', direction: 'desc' }],
  [{ field: 'updatedAt', direction: 'desc' }],
];
const contactFilters: readonly (Filter | undefined)[] = [
  undefined,
  { field: 'country', op: 'eq', value: 'FR' },
  { field: 'company', op: 'exists', value: true },
  { field: 'company.country', op: 'eq', value: 'DE' },
];
const contactOrders: readonly (readonly OrderKey[] | undefined)[] = [
  undefined,
  [{ field: 'jobTitle', direction: 'asc' }],
  [{ field: 'company.name', direction: 'asc' }],
];

/** What a window asks for: narrow and wide, in many orders, with windows that are smaller than the answer and larger. */
export function requestOf(random: Random): LiveRequest {
  const isCompany = random.chance(0.7);
  const where = random.chance(0.3) ? undefined : random.pick(isCompany ? companyFilters : contactFilters);
  const orderBy = random.pick<readonly OrderKey[] | undefined>(isCompany ? companyOrders : contactOrders);
  return {
    type: isCompany ? 'company' : 'contact',
    ...(where && { where }),
    ...(orderBy && { orderBy }),
    limit: random.pick([2, 5, 50, 50]),
    ...(random.chance(0.2) && { total: true }),
  };
}
