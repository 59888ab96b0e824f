import type { Deal, Stage } from '@rapport/core';
import type { Place } from '@rapport/core/pipeline';

/** Where deals go. */
export interface MoveTarget {
  readonly stage: Stage;
  /** Among the deals of the stage; nothing said is the top. */
  readonly place?: Place;
  /** Whose they become, where the board has lanes: a user's id, null for nobody's. Left out, they stay whose they are. */
  readonly owner?: string | null;
}

/** Deals are about to be moved, by whatever way. `preventDefault()` leaves them where they are. */
export class CrmDealMoveEvent extends Event {
  readonly deals: readonly Deal[];
  readonly to: MoveTarget;
  constructor(deals: readonly Deal[], to: MoveTarget) {
    super('crm-deal-move', { bubbles: true, composed: true, cancelable: true });
    this.deals = deals;
    this.to = to;
  }
}

/** The backend has taken a deal's move. `from` is the stage it came from, `to` the one it is in. */
export class CrmDealMovedEvent extends Event {
  /** As it was before. */
  readonly deal: Deal;
  readonly from: string | undefined;
  readonly to: string;
  /** Whether a move was taken back. */
  readonly isUndo: boolean;
  constructor(deal: Deal, to: string, isUndo = false) {
    super('crm-deal-moved', { bubbles: true, composed: true });
    this.deal = deal;
    this.from = deal.stage ?? undefined;
    this.to = to;
    this.isUndo = isUndo;
  }
}

declare global {
  interface HTMLElementEventMap {
    'crm-deal-move': CrmDealMoveEvent;
    'crm-deal-moved': CrmDealMovedEvent;
  }
}
