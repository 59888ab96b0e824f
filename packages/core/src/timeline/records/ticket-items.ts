import type { Ticket } from '../../model/index.ts';
import type { TimelineFact } from '../item.ts';
import { itemOf, person, present, refersTo, recordItems, type ItemContext } from './record-items.ts';

/** Tickets, at the instant they were opened. */
export const ticketItems = recordItems('ticket', {
  source: 'tickets',
  at: 'createdAt',
  kinds: ['ticketOpened'],
  references: { requester: 'contact', assignee: 'user' },
  searched: ['subject', 'description', 'requester.name'],
  where: (subject) => refersTo(subject.type === 'contact' ? 'requester' : subject.type, subject),
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

/** The same tickets again, at the instant they were solved. */
export const solvedTicketItems = recordItems('ticket', {
  source: 'solvedTickets',
  at: 'solvedAt',
  kinds: ['ticketSolved'],
  references: { assignee: 'user' },
  searched: ['subject', 'assignee.name'],
  where: (subject) => {
    const ofSubject = ticketItems.where(subject);
    return ofSubject && { and: [ofSubject, { field: 'solvedAt', op: 'exists', value: true }] };
  },
  ofChannels: (channels) => ({ field: 'channel', op: 'in', value: channels }),
  item: (record, context) => ({
    ...ticketItem('solvedTickets', record, context),
    kind: 'ticketSolved',
    occurredAt: record.solvedAt ?? record.updatedAt,
    people: person('user', record.assignee, context),
  }),
});

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
