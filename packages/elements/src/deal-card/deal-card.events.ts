import type { Deal } from '@rapport/core';

/** The deal's fields that can be changed in place. */
export const dealFacts = [
  'name',
  'amount',
  'probability',
  'expectedCloseDate',
  'owner',
  'forecastCategory',
  'nextStep',
  'competitor',
  'source',
  'description',
] as const;
export type DealFact = (typeof dealFacts)[number];

/** A field is about to be changed. `preventDefault()` keeps it as it is. */
export class CrmDealChangeEvent extends Event {
  readonly deal: Deal;
  readonly field: DealFact;
  /** Null takes the value away. */
  readonly value: unknown;
  constructor(deal: Deal, field: DealFact, value: unknown) {
    super('crm-deal-change', { bubbles: true, composed: true, cancelable: true });
    this.deal = deal;
    this.field = field;
    this.value = value;
  }
}

/** A field was changed, and the backend has said so. */
export class CrmDealChangedEvent extends Event {
  readonly id: string;
  readonly field: DealFact;
  readonly value: unknown;
  constructor(id: string, field: DealFact, value: unknown) {
    super('crm-deal-changed', { bubbles: true, composed: true });
    this.id = id;
    this.field = field;
    this.value = value;
  }
}

/** What is decided about a deal in its card, named as the command of the mutation. */
export type DealDecision =
  | 'deal.move'
  | 'deal.win'
  | 'deal.lose'
  | 'deal.reopen'
  | 'deal.setPrimaryContact'
  | 'deal.setContactRoles'
  | 'deal.addLine'
  | 'deal.changeLine'
  | 'deal.removeLine'
  | 'deal.totalLines'
  | 'deal.split'
  | 'deal.requestApproval'
  | 'deal.decideApproval';

/** Something is about to be decided. `preventDefault()` leaves the deal as it is: a host may ask in its own way. */
export class CrmDealDecideEvent extends Event {
  readonly deal: Deal;
  readonly decision: DealDecision;
  constructor(deal: Deal, decision: DealDecision) {
    super('crm-deal-decide', { bubbles: true, composed: true, cancelable: true });
    this.deal = deal;
    this.decision = decision;
  }
}

/** It was decided, and the backend has said so. */
export class CrmDealDecidedEvent extends Event {
  readonly id: string;
  readonly decision: DealDecision;
  constructor(id: string, decision: DealDecision) {
    super('crm-deal-decided', { bubbles: true, composed: true });
    this.id = id;
    this.decision = decision;
  }
}

declare global {
  interface HTMLElementEventMap {
    'crm-deal-change': CrmDealChangeEvent;
    'crm-deal-changed': CrmDealChangedEvent;
    'crm-deal-decide': CrmDealDecideEvent;
    'crm-deal-decided': CrmDealDecidedEvent;
  }
}
