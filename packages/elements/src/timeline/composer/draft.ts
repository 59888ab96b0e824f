import type { Client } from '@rapport/client';
import type { Activity, AnyRecord, Task } from '@rapport/core';

export const draftKinds = ['note', 'call', 'email', 'task'] as const;
export type DraftKind = (typeof draftKinds)[number];

/** What is being written. Every field keeps its text while the kind is changed to and fro. */
export interface Draft {
  readonly kind: DraftKind;
  readonly text: string;
  readonly subject: string;
  readonly direction: 'inbound' | 'outbound';
  /** Digits, or nothing. */
  readonly minutes: string;
  readonly outcome: string;
  /** Local times of the timeline's zone, `YYYY-MM-DDTHH:mm`, or nothing: now, and no due time. */
  readonly at: string;
  readonly due: string;
}

export const emptyDraft: Draft = {
  kind: 'note',
  text: '',
  subject: '',
  direction: 'outbound',
  minutes: '',
  outcome: '',
  at: '',
  due: '',
};

export function isWritten(draft: Draft): boolean {
  return [draft.text, draft.subject, draft.outcome, draft.minutes].some((text) => text.trim() !== '');
}

// In memory alone: personal data does not belong in a browser's storage unasked.
const drafts = new WeakMap<Client, Map<string, Draft>>();

/** The draft for a subject, as it was left; it outlives the element that it was written in. */
export function draftFor(client: Client, subject: string): Draft {
  return drafts.get(client)?.get(subject) ?? emptyDraft;
}

/** Keeps a draft; `emptyDraft` lets go of it. */
export function keepDraft(client: Client, subject: string, draft: Draft): void {
  const known = drafts.get(client) ?? new Map<string, Draft>();
  drafts.set(client, known);
  if (draft === emptyDraft) known.delete(subject);
  else known.set(subject, draft);
}

/** A draft that says again what a refused write would have written. Times are not taken over: they were right when it was written. */
export function draftOf(type: string, values: Partial<AnyRecord>): Draft {
  if (type === 'task') {
    const task = values as Partial<Task>;
    return { ...emptyDraft, kind: 'task', subject: task.subject ?? '', text: task.notes ?? '' };
  }
  const activity = values as Partial<Activity>;
  const kind = draftKinds.find((name) => name === activity.kind) ?? 'note';
  return {
    ...emptyDraft,
    kind,
    text: activity.body ?? '',
    subject: activity.subject ?? '',
    direction: activity.direction === 'inbound' ? 'inbound' : 'outbound',
    minutes: activity.durationSeconds ? String(Math.round(activity.durationSeconds / 60)) : '',
    outcome: activity.outcome ?? '',
  };
}
