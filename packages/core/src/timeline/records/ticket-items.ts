import type { Ticket } from '../../model/index.ts';
import type { Filter } from '../../filter/index.ts';
import type { TimelineFact } from '../item.ts';
import {
  itemOf,
  person,
  present,
  refersTo,
  recordItems,
  type ItemContext,
  type TimelineSubject,
} from './record-items.ts';

/** Tickets that are not solved, at the instant they were recorded: of those that are, `solvedTicketItems` tells, and what was written in them. */
export const ticketItems = recordItems('ticket', {
  source: 'tickets',
  at: 'createdAt',
  kinds: ['ticketOpened'],
  references: { requester: 'contact', assignee: 'user' },
  searched: ['subject', 'description', 'requester.name'],
  where: (subject) => ({ and: [ofSubject(subject), { field: 'solvedAt', op: 'exists', value: false }] }),
  ofChannels: (channels) => ({ field: 'channel', op: 'in', value: channels }),
  item: (record, context) => ({
    ...ticketItem('tickets', record, context),
    kind: 'ticketOpened',
    occurredAt: record.createdAt,
    direction: 'inbound',
    ...present({ body: record.description }),
    people: person('contact', record.requester, context),
  }),
});

/** Tickets at the instant they were solved. */
export const solvedTicketItems = recordItems('ticket', {
  source: 'solvedTickets',
  at: 'solvedAt',
  kinds: ['ticketSolved'],
  references: { assignee: 'user' },
  searched: ['subject', 'assignee.name'],
  where: (subject) => ({ and: [ofSubject(subject), { field: 'solvedAt', op: 'exists', value: true }] }),
  ofChannels: (channels) => ({ field: 'channel', op: 'in', value: channels }),
  item: (record, context) => ({
    ...ticketItem('solvedTickets', record, context),
    kind: 'ticketSolved',
    occurredAt: record.solvedAt ?? record.updatedAt,
    people: person('user', record.assignee, context),
  }),
});

const ofSubject = (subject: TimelineSubject): Filter =>
  refersTo(subject.type === 'contact' ? 'requester' : subject.type, subject);

function ticketItem(source: string, record: Ticket, context: ItemContext) {
  const facts: TimelineFact[] = [
    ...(record.number ? [{ label: 'ticket', value: record.number }] : []),
    {
      label: 'status',
      value: record.status ?? record.statusCategory,
      ...(record.status ? {} : { as: 'choice' as const }),
      tone: record.statusCategory === 'solved' || record.statusCategory === 'closed' ? 'good' : 'neutral',
    },
    ...(record.priority === 'high' || record.priority === 'urgent'
      ? [{ label: 'priority', value: record.priority, as: 'choice' as const, tone: 'warning' as const }]
      : []),
  ];
  return { ...itemOf(source, record, context), title: record.subject, ...present({ channel: record.channel }), facts };
}
