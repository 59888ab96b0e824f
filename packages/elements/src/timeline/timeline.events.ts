import type { TimelineItem } from '@rapport/core';

/** A reader wants to see an item whole. Prevented, a link is not followed: the host shows the item itself. */
export class CrmItemOpenEvent extends Event {
  readonly item: TimelineItem;
  constructor(item: TimelineItem) {
    super('crm-item-open', { bubbles: true, composed: true, cancelable: true });
    this.item = item;
  }
}

declare global {
  interface HTMLElementEventMap {
    'crm-item-open': CrmItemOpenEvent;
  }
}
