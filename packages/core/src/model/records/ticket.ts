import { boolean, choice, instant, integer, json, key, longText, reference, references, tags, text } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';

export const ticketStatusCategories = ['new', 'open', 'pending', 'hold', 'solved', 'closed'] as const;
export const ticketPriorities = ['low', 'normal', 'high', 'urgent'] as const;

/** A customer's request. */
export const ticket = recordType('ticket', {
  title: 'subject',
  fields: {
    number: key(),
    subject: text({ required: true, searchable: true, personal: true }),
    description: longText({ searchable: true, personal: true }),
    /** The organisation's own name for where it stands; it belongs to a category. */
    status: text(),
    statusCategory: choice(ticketStatusCategories, { required: true, conflict: 'ask' }),
    priority: choice(ticketPriorities),
    ticketType: choice(['question', 'incident', 'problem', 'task']),
    channel: choice(['email', 'web', 'chat', 'phone', 'social', 'api', 'partner']),
    requester: reference('contact', { inverse: 'tickets' }),
    company: reference('company', { inverse: 'tickets' }),
    deal: reference('deal', { inverse: 'tickets' }),
    assignee: reference('user', { inverse: 'tickets', conflict: 'ask' }),
    team: reference('team', { inverse: 'tickets' }),
    followers: references('user'),
    tags: tags(),
    solvedAt: instant(),
    closedAt: instant(),
    snoozedUntil: instant(),
    mergedInto: reference('ticket'),
    parent: reference('ticket', { inverse: 'children' }),
  },
});
export type Ticket = RecordOf<typeof ticket>;

/** An entry in a ticket. */
export const message = recordType('message', {
  title: 'body',
  fields: {
    ticket: reference('ticket', { required: true, inverse: 'messages', onDelete: 'cascade' }),
    /** The requester of the ticket, kept here so that a customer's history is one look-up. */
    contact: reference('contact', { inverse: 'messages' }),
    company: reference('company', { inverse: 'messages' }),
    visibility: choice(['public', 'internal'], { required: true }),
    body: longText({ required: true, searchable: true, personal: true }),
    bodyFormat: choice(['text', 'html']),
    sentAt: instant({ required: true }),
    authorContact: reference('contact'),
    authorUser: reference('user'),
    /** An out-of-office or another machine's answer: it never meets a reply clock. */
    automatic: boolean(),
    attachments: json('attachments'),
    channel: key(),
    position: integer(),
  },
});
export type Message = RecordOf<typeof message>;
