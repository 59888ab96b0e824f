import type { TimelineFact, TimelineItem, TimelinePerson } from '@rapport/core';
import { formatDate, isMessageKey, type MessagesController } from '../messages/index.ts';
import {
  lockIcon,
  mailIcon,
  meetingIcon,
  messageIcon,
  noteIcon,
  otherIcon,
  phoneIcon,
  stageIcon,
  taskIcon,
  ticketIcon,
} from '../theme/index.ts';
import type { RowContext } from './row-context.ts';

/** Of what people do with customers. What other systems report has its icons in a part of its own. */
const icons: Readonly<Record<string, string>> = {
  call: phoneIcon,
  email: mailIcon,
  meeting: meetingIcon,
  chat: messageIcon,
  message: messageIcon,
  sms: messageIcon,
  note: noteIcon,
  stageChange: stageIcon,
  task: taskIcon,
  ticketOpened: ticketIcon,
  ticketSolved: ticketIcon,
  ticketMessage: ticketIcon,
  consent: lockIcon,
};

export function iconOf(kind: string, { reported }: RowContext): string {
  return icons[kind] ?? reported?.icons[kind] ?? otherIcon;
}

/** Whether it takes the part for what other systems report to draw an item. */
export function isReported({ kind, foldable, bodyFormat }: TimelineItem): boolean {
  return !icons[kind] || foldable === true || bodyFormat === 'html';
}

/** What sort of thing it is, in one or two words. A host's own kinds are named by the host. */
export function kindWords(kind: string, words: MessagesController): string {
  const key = `${kind}Item`;
  return isMessageKey(key) ? words.text(key) : kind;
}

/** The person that the title of an item without one names: who it came from, who it went to, or which of us wrote it. */
export function namedInTitle(item: TimelineItem): TimelinePerson | undefined {
  const people = item.people ?? [];
  if (item.title) return undefined;
  switch (item.direction) {
    case 'inbound':
      return people[0];
    case 'outbound':
      return people.find(({ ref }) => ref?.type === 'contact') ?? people[0];
    default:
      return people.find(({ ref }) => ref?.type === 'user');
  }
}

/** What an item without a title is called: what it is, and who it came from or went to. */
export function untitled(
  item: TimelineItem,
  words: MessagesController,
  name: (person: string) => unknown,
): readonly unknown[] {
  const person = namedInTitle(item);
  const key =
    item.direction === 'inbound'
      ? `${item.kind}From`
      : item.direction === 'outbound'
        ? `${item.kind}To`
        : `${item.kind}By`;
  return person && isMessageKey(key) ? words.rich(key, { person: name(person.name) }) : [kindWords(item.kind, words)];
}

/** A fact's value in the reader's language. */
export function factValue(fact: TimelineFact, words: MessagesController, timeZone: string): string {
  switch (fact.as) {
    case 'instant':
      return formatDate(fact.value, words.locale, {
        timeZone,
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        hour: 'numeric',
        minute: '2-digit',
      });
    case 'choice': {
      const key = `${fact.value}Choice`;
      return isMessageKey(key) ? words.text(key) : fact.value;
    }
    default:
      return fact.value;
  }
}

/** A fact's label, of which ours are keys and a host's its own words; undefined where the value says enough by itself. */
export function factLabel(fact: TimelineFact, words: MessagesController): string | undefined {
  if (unlabelled.has(fact.label)) return undefined;
  const key = `${fact.label}Fact`;
  return isMessageKey(key) ? words.text(key) : fact.label;
}
const unlabelled: ReadonlySet<string> = new Set([
  'outcome',
  'status',
  'attachment',
  'priority',
  'channel',
  'legalBasis',
  'fromStage',
  'toStage',
  'ticket',
]);

/** What a source is called: by the catalogue, or by its host. */
export function sourceWords(id: string, label: string | undefined, words: MessagesController): string {
  const key = `${id}Source`;
  return label ?? (isMessageKey(key) ? words.text(key) : id);
}
