import type { Activity, Task } from '@rapport/core';

/** What an entry of the composer becomes. */
export type NewEntry =
  | { readonly type: 'activity'; readonly values: Partial<Activity> }
  | { readonly type: 'task'; readonly values: Partial<Task> };

/** An activity or a task is about to be written. `preventDefault()` keeps the draft; `entry` may be replaced, to add fields of the host's own. */
export class CrmActivityCreateEvent extends Event {
  entry: NewEntry;
  constructor(entry: NewEntry) {
    super('crm-activity-create', { bubbles: true, composed: true, cancelable: true });
    this.entry = entry;
  }
}

/** The backend has taken an activity or a task that was written here. */
export class CrmActivityCreatedEvent extends Event {
  readonly recordType: NewEntry['type'];
  readonly id: string | undefined;
  constructor(type: NewEntry['type'], id: string | undefined) {
    super('crm-activity-created', { bubbles: true, composed: true });
    this.recordType = type;
    this.id = id;
  }
}

declare global {
  interface HTMLElementEventMap {
    'crm-activity-create': CrmActivityCreateEvent;
    'crm-activity-created': CrmActivityCreatedEvent;
  }
}
