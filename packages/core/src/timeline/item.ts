import type { Instant, Money, RecordRef } from '../model/index.ts';

/** What kind of thing happened: an activity's kind, or one of the timeline's own. A host's source may bring kinds of its own. */
export type TimelineKind = string;

export interface TimelinePerson {
  readonly name: string;
  readonly ref?: RecordRef;
}

/** One thing that happened, whatever it came from. Words for people are data of the customer or of the host; labels are made by the element. */
export interface TimelineItem {
  /** Unique within its source. */
  readonly id: string;
  /** The source's id. */
  readonly source: string;
  readonly kind: TimelineKind;
  readonly occurredAt: Instant;
  readonly channel?: string;
  readonly direction?: 'inbound' | 'outbound' | 'internal';
  /** One line. */
  readonly title?: string;
  /** Plain text, or foreign HTML that an element must sanitise and frame. */
  readonly body?: string;
  readonly bodyFormat?: 'text' | 'html';
  readonly people?: readonly TimelinePerson[];
  readonly amount?: Money;
  readonly durationSeconds?: number;
  /** Short facts: a stage's name, a status, an attachment's name. */
  readonly facts?: readonly TimelineFact[];
  readonly link?: string;
  /** May be folded with its like. */
  readonly foldable?: boolean;
  /** The record it was made from. */
  readonly ref?: RecordRef;
  /** Not yet acknowledged by the backend. */
  readonly pending?: boolean;
}

/** A labelled value: `{ label: 'stage', value: 'Negotiation' }`; `label` is a message key or the host's own words. */
export interface TimelineFact {
  readonly label: string;
  readonly value: string;
  /** What the value is, where it is not words to be shown as they are: a choice of the model (`granted`), an instant, a link to follow. */
  readonly as?: 'choice' | 'instant' | 'link';
  readonly tone?: 'neutral' | 'good' | 'warning' | 'bad';
}

/** A place in the order, and so a cursor: what is strictly below it comes next. */
export interface TimelineCursor {
  readonly occurredAt: Instant;
  readonly source: string;
  readonly id: string;
}

/** What a reader asks to see. A list that is missing restricts nothing; an empty one lets nothing through. */
export interface TimelineFilter {
  readonly kinds?: readonly TimelineKind[];
  readonly channels?: readonly string[];
  /** Text that the title, the body or a person's name must contain, folded. Of an activity's participants only those count whom it refers to as records. */
  readonly search?: string;
}

export interface TimelinePageRequest {
  /** Items strictly below this place; from the top where null. A source compares by `(occurredAt, source, id)`, descending. */
  readonly below: TimelineCursor | null;
  /** There where nothing at or below this place is wanted: a source may end there, or leave this unread. */
  readonly above?: TimelineCursor;
  readonly filter: TimelineFilter;
  readonly limit: number;
  readonly signal: AbortSignal;
}

export interface TimelinePage {
  /** Newest first. */
  readonly items: readonly TimelineItem[];
  /** Whether there is nothing below the last of them. */
  readonly end: boolean;
}

/** Where items come from: Rapport's own records, or a host's (orders, shipments, logins). */
export interface TimelineSource {
  /** Stable, short: `activities`, `orders`. Part of the order. */
  readonly id: string;
  /** The source's name in the reader's words, for a host's own; Rapport's own are named by the catalogue. */
  readonly label?: string;
  load(request: TimelinePageRequest): Promise<TimelinePage>;
  /** Tells of new, changed and removed items as they come. Returns how to stop. */
  subscribe?(listener: (changes: TimelineChanges) => void): () => void;
}

export interface TimelineChanges {
  readonly put: readonly TimelineItem[];
  /** Ids within the source. */
  readonly removed: readonly string[];
}
