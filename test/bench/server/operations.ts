import { activityId, activityValues, contactId, contactOf, countryOfSearch, size } from './records.ts';

/** What is asked of every contender, by its number. */
export const operations = ['timeline page', 'search', 'log a call'] as const;
export type Operation = (typeof operations)[number];

/** Contacts that have some history: the first ones, by the skew. */
export const timelineContact = (index: number): string => contactOf(index * 31);
export const searchWord = (index: number): string => `engineer ${index % 50}`;

/** Ids of activities that are logged: none is used twice, whoever asks. */
let logged = 0;
export function nextActivity(): {
  readonly id: string;
  readonly mutation: string;
  readonly contact: string;
  readonly index: number;
} {
  const index = size.activities + logged++ + process.pid * 100_000_000;
  return {
    id: activityId(index),
    mutation: crypto.randomUUID(),
    contact: contactId(index % size.contacts),
    index: index % 1_000_000,
  };
}

/** A page of a contact's timeline, a search in the list of contacts, and a call that is logged, as the port has them. */
export function portBody(operation: Operation, index: number): { readonly path: string; readonly body: unknown } {
  switch (operation) {
    case 'timeline page':
      return {
        path: '/v1/query',
        body: {
          type: 'activity',
          where: { field: 'contact', op: 'eq', value: timelineContact(index) },
          orderBy: [{ field: 'occurredAt', direction: 'desc' }],
          limit: 50,
        },
      };
    case 'search':
      return {
        path: '/v1/query',
        body: {
          type: 'contact',
          where: {
            and: [
              { field: 'country', op: 'eq', value: countryOfSearch(index) },
              { field: 'jobTitle', op: 'contains', value: searchWord(index) },
            ],
          },
          limit: 50,
        },
      };
    case 'log a call': {
      const { id, mutation, contact, index: number } = nextActivity();
      return {
        path: '/v1/push',
        body: {
          mutations: [
            {
              id: mutation,
              command: 'activity.create',
              at: '2026-03-01T12:00:00.000Z',
              patches: [{ op: 'create', type: 'activity', id, set: { ...activityValues(number), contact } }],
            },
          ],
        },
      };
    }
  }
}

/** The same in OData. */
export function odataRequest(
  operation: Operation,
  index: number,
): { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: unknown } {
  const page = (entity: string, filter: string, order: string): string =>
    `/odata/v4/crm/${entity}?$filter=${encodeURIComponent(filter)}&$orderby=${encodeURIComponent(order)}&$top=50`;
  switch (operation) {
    case 'timeline page':
      return {
        method: 'GET',
        path: page('Activities', `contact_ID eq ${timelineContact(index)}`, 'occurredAt desc,ID'),
      };
    case 'search':
      return {
        method: 'GET',
        path: page(
          'Contacts',
          `country eq '${countryOfSearch(index)}' and contains(tolower(jobTitle),'${searchWord(index)}')`,
          'ID',
        ),
      };
    case 'log a call': {
      const { id, contact, index: number } = nextActivity();
      return {
        method: 'POST',
        path: '/odata/v4/crm/Activities',
        body: { ID: id, contact_ID: contact, ...activityValues(number) },
      };
    }
  }
}
