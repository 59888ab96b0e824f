import { toInstant, type Activity, type Company, type Contact, type Deal, type Task } from '@rapport/core/model';
import type { NewEntry } from '../composer.events.ts';
import type { Draft } from './draft.ts';
import { instantOf } from './local-time.ts';

export interface EntryContext {
  /** Whom it is about. */
  readonly about: Contact | Company | Deal;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly timeZone: string;
  /** The id of the user who writes it. */
  readonly author: string | undefined;
}

/** What a draft becomes, or the field that it lacks. */
export function entryOf(
  draft: Draft,
  context: EntryContext,
): { readonly entry: NewEntry } | { readonly missing: 'text' | 'subject' } {
  const [text, subject] = [draft.text.trim(), draft.subject.trim()];
  if (draft.kind === 'task')
    return subject === ''
      ? { missing: 'subject' }
      : { entry: { type: 'task', values: taskOf(draft, subject, text, context) } };
  if (text === '' && (draft.kind === 'note' || (draft.kind === 'email' && subject === ''))) return { missing: 'text' };
  return { entry: { type: 'activity', values: activityOf(draft, subject, text, context) } };
}

function taskOf(
  draft: Draft,
  subject: string,
  notes: string,
  { about, author, timeZone }: EntryContext,
): Partial<Task> {
  const due = instantOf(draft.due, timeZone);
  return {
    subject,
    status: 'open',
    ...referencesTo(about),
    ...(notes ? { notes } : {}),
    ...(due === undefined ? {} : { dueAt: toInstant(due) }),
    ...(author ? { assignee: author } : {}),
  };
}

function activityOf(
  draft: Draft,
  subject: string,
  body: string,
  { about, author, now, timeZone }: EntryContext,
): Partial<Activity> {
  const minutes = Number.parseInt(draft.minutes, 10);
  const isCall = draft.kind === 'call';
  return {
    kind: draft.kind === 'task' ? 'note' : draft.kind,
    occurredAt: toInstant(instantOf(draft.at, timeZone) ?? now),
    source: 'rapport',
    direction: draft.kind === 'note' ? 'internal' : draft.direction,
    ...referencesTo(about),
    ...(body ? { body, bodyFormat: 'text' } : {}),
    ...(subject && draft.kind === 'email' ? { subject } : {}),
    ...(isCall && minutes > 0 ? { durationSeconds: minutes * 60 } : {}),
    ...(isCall && draft.outcome.trim() ? { outcome: draft.outcome.trim() } : {}),
    ...(author ? { author } : {}),
  };
}

/** The subject, and those it belongs to, so that it is in their history, too. */
function referencesTo(about: Contact | Company | Deal): Partial<Pick<Activity, 'contact' | 'company' | 'deal'>> {
  const present = (values: Partial<Record<'contact' | 'company', string | null | undefined>>) =>
    Object.fromEntries(Object.entries(values).filter(([, id]) => id)) as Partial<Record<'contact' | 'company', string>>;
  switch (about.type) {
    case 'contact':
      return { contact: about.id, ...present({ company: about.company }) };
    case 'company':
      return { company: about.id };
    case 'deal':
      return { deal: about.id, ...present({ contact: about.contact, company: about.company }) };
  }
}
