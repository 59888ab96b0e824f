import { itemOf, person, present, refersTo, recordItems } from './record-items.ts';

/** What was written in the subject's tickets. */
export const messageItems = recordItems('message', {
  source: 'messages',
  at: 'sentAt',
  kinds: ['ticketMessage'],
  references: { ticket: 'ticket', authorContact: 'contact', authorUser: 'user' },
  searched: ['ticket.subject', 'body', 'authorContact.name', 'authorUser.name'],
  where: (subject) => (subject.type === 'deal' ? refersTo('ticket.deal', subject) : refersTo(subject.type, subject)),
  ofChannels: (channels) => ({ field: 'channel', op: 'in', value: channels }),
  item: (record, context) => {
    const ticket = context.resolve({ type: 'ticket', id: record.ticket });
    return {
      ...itemOf('messages', record, context),
      kind: 'ticketMessage',
      occurredAt: record.sentAt,
      direction: record.authorContact ? 'inbound' : record.visibility === 'internal' ? 'internal' : 'outbound',
      body: record.body,
      ...present({
        channel: record.channel,
        title: ticket?.['subject'] as string | undefined,
        bodyFormat: record.bodyFormat,
      }),
      people: [...person('contact', record.authorContact, context), ...person('user', record.authorUser, context)],
      facts: [
        ...(typeof ticket?.['number'] === 'string' ? [{ label: 'ticket', value: ticket['number'] }] : []),
        ...(record.attachments ?? []).map(({ name }) => ({ label: 'attachment', value: name })),
      ],
    };
  },
});
