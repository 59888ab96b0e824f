import type { TimelineSnapshot } from '@rapport/client/timeline';
import { timelineTest, type TimelineFilter } from '@rapport/core/timeline';
import { html, type TemplateResult } from 'lit';
import type { MessagesController } from '../../messages/index.ts';
import type { NewEntry } from '../composer.events.ts';
import type { EntryContext } from './entry.ts';

/** An entry that was written here, as far as a filter looks at it. */
export interface WrittenEntry {
  /** Whose timeline it was written in. */
  readonly subject: string;
  readonly about: EntryContext['about'];
  readonly entry: NewEntry;
  /** What the backend calls it, once it has taken it. */
  readonly id?: string | undefined;
  readonly isSaved: boolean;
  /** What the reader was looking at. */
  readonly filter: TimelineFilter | undefined;
}

/** Whether a reader who has just written something does not see it, for they look at a part of the timeline only. Not once they look at another. */
export function isHidden(
  { entry, about, id, filter: then }: WrittenEntry,
  { filter, items }: Pick<TimelineSnapshot, 'filter' | 'items'>,
): boolean {
  if (filter !== then) return false;
  const { type, values } = entry;
  const texts =
    type === 'task'
      ? { kind: 'task', title: values.subject, body: values.notes }
      : { kind: values.kind ?? 'note', title: values.subject, body: values.body };
  const item = {
    id: '',
    source: '',
    occurredAt: '',
    kind: texts.kind,
    title: texts.title ?? '',
    body: texts.body ?? '',
    people: [{ name: about.name }],
  };
  // People whom it names are known once it is there.
  return !timelineTest(filter)(item) && !items.some(({ ref }) => ref?.id === id);
}

/** What is said of it, with a way to see it. */
export function hiddenNote(words: MessagesController, isSaved: boolean, show: () => void): TemplateResult {
  return html`<div class="notes">
    <p class="note" part="hidden">
      <span role="status">${words.text(isSaved ? 'savedHidden' : 'hiddenEntry')}</span>
      <button class="quiet" type="button" @click=${show}>${words.text('showHidden')}</button>
    </p>
  </div>`;
}
