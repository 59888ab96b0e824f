import { activityKinds, type Activity, type ActivityKind } from '../../model/index.ts';
import type { TimelineFact, TimelinePerson } from '../item.ts';
import { itemOf, person, present, refersTo, recordItems, type ItemContext, type RecordItems } from './record-items.ts';

const channelOf: Readonly<Partial<Record<ActivityKind, string>>> = {
  call: 'phone',
  email: 'email',
  sms: 'sms',
  chat: 'chat',
  message: 'message',
  social: 'social',
  form: 'web',
  pageView: 'web',
  download: 'web',
};
/** What machines record, often many in a row. */
const foldable: ReadonlySet<ActivityKind> = new Set(['pageView', 'download', 'event', 'campaignTouch', 'social']);

/** Activities that are about the subject first of all. */
export const activityItems = recordItems('activity', {
  source: 'activities',
  at: 'occurredAt',
  kinds: activityKinds,
  references: { contact: 'contact', author: 'user' },
  searched: ['subject', 'body', 'contact.name', 'author.name'],
  where: (subject) =>
    subject.type === 'company'
      ? { or: [refersTo('company', subject), refersTo('contact.company', subject)] }
      : refersTo(subject.type, subject),
  ofChannels: (channels) => {
    const kinds = activityKinds.filter((kind) => channels.includes(channelOf[kind] ?? ''));
    return kinds.length === 0 ? null : { field: 'kind', op: 'in', value: kinds };
  },
  item: (record, context) => ({
    ...itemOf('activities', record, context),
    kind: record.kind,
    occurredAt: record.occurredAt,
    ...present({
      channel: channelOf[record.kind],
      direction: record.direction,
      title: record.subject,
      body: record.body,
      bodyFormat: record.bodyFormat,
      amount: record.amount,
      durationSeconds: record.durationSeconds,
      link: record.link,
    }),
    people: peopleOf(record, context),
    facts: factsOf(record),
    foldable: foldable.has(record.kind),
  }),
});

/** Activities about somebody else first of all, at which the contact was present. */
export const mentionItems: RecordItems = {
  ...activityItems,
  source: 'mentions',
  needsId: true,
  where: ({ type, name }) =>
    type === 'contact' && 'id' in name
      ? {
          and: [
            { field: 'contacts', op: 'has', value: name.id },
            { field: 'contact', op: 'ne', value: name.id },
          ],
        }
      : null,
  item: (record, context) => ({ ...activityItems.item(record, context), source: 'mentions' }),
};

/** Whoever it came from first, then whom it went to; participants that are not records of ours by the name or address they have. */
function peopleOf(record: Activity, context: ItemContext): readonly TimelinePerson[] {
  const contact = person('contact', record.contact, context);
  const author = person('user', record.author, context);
  const others = (record.participants ?? [])
    .filter((participant) => !participant.contact && !participant.user)
    .flatMap(({ name, address }) => ((name ?? address) ? [{ name: name ?? address ?? '' }] : []));
  return [...(record.direction === 'inbound' ? [...contact, ...author] : [...author, ...contact]), ...others];
}

function factsOf(record: Activity): readonly TimelineFact[] {
  return [
    ...(record.outcome ? [{ label: 'outcome', value: record.outcome }] : []),
    ...(typeof record.quantity === 'number' ? [{ label: 'quantity', value: String(record.quantity) }] : []),
  ];
}
