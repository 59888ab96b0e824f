import type { AnyRecord, Instant } from '../model/index.ts';

/** An open task that is due, or an activity that happens, at an instant or later. */
export function isPlanned(record: AnyRecord, now: Instant): boolean {
  const at = record.type === 'task' ? (record['status'] === 'open' ? record['dueAt'] : null) : record['occurredAt'];
  return typeof at === 'string' && at >= now;
}
