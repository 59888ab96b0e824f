import type { RecordItems, TimelineSource, TimelineSubject } from '@rapport/core';
import {
  activityItems,
  consentItems,
  doneTaskItems,
  mentionItems,
  messageItems,
  solvedTicketItems,
  stageChangeItems,
  taskItems,
  ticketItems,
} from '@rapport/core/timeline';
import type { Client } from '../client.ts';
import { createRecordLookup } from './record-lookup.ts';
import { recordSource } from './record-source.ts';

const standard: readonly RecordItems[] = [
  activityItems,
  mentionItems,
  messageItems,
  ticketItems,
  solvedTicketItems,
  stageChangeItems,
  taskItems,
  doneTaskItems,
  consentItems,
];

/** Rapport's own sources for a subject; those that can't have anything of it are left out. */
export function recordSources(
  client: Client,
  subject: TimelineSubject,
): { readonly sources: readonly TimelineSource[]; readonly follow: () => () => void } {
  const lookup = createRecordLookup(client.backend);
  const record = client.record(subject.type, subject.name);
  const identify = async (): Promise<TimelineSubject | undefined> => {
    if ('id' in subject.name) return subject;
    const id = (record.getSnapshot().records[0] ?? (await client.get(subject.type, subject.name)))?.id;
    return id === undefined ? undefined : { type: subject.type, name: { id } };
  };
  return {
    sources: standard
      .filter((records) => records.where(subject) !== null || (records.needsId && subject.type === 'contact'))
      .map((records) =>
        recordSource(client, records, lookup, records.needsId ? identify : () => Promise.resolve(subject)),
      ),
    // The subject's record stays at hand: a write of the reader's own that names it by id is seen to belong to it before the backend says so.
    follow: () => record.subscribe(() => undefined),
  };
}
