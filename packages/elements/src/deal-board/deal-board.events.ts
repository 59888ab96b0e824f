import type { Deal } from '@rapport/core';

/** A reader wants to see a deal whole: the host shows it. */
export class CrmDealOpenEvent extends Event {
  readonly deal: Deal;
  constructor(deal: Deal) {
    super('crm-deal-open', { bubbles: true, composed: true });
    this.deal = deal;
  }
}

declare global {
  interface HTMLElementEventMap {
    'crm-deal-open': CrmDealOpenEvent;
  }
}
