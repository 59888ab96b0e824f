import type { RefusedWrite } from '@rapport/client';

/** What becomes of a declined write: sent again as it was, saved with what was chosen field by field, or given up. */
export type WriteDecision = 'retry' | 'save' | 'discard';

/** The reader has decided what becomes of a declined write. `preventDefault()` leaves it as it is. */
export class CrmWriteDecideEvent extends Event {
  readonly write: RefusedWrite;
  readonly decision: WriteDecision;
  constructor(write: RefusedWrite, decision: WriteDecision) {
    super('crm-write-decide', { bubbles: true, composed: true, cancelable: true });
    this.write = write;
    this.decision = decision;
  }
}

/** It was done; what was sent again is on its way. */
export class CrmWriteDecidedEvent extends Event {
  readonly write: RefusedWrite;
  readonly decision: WriteDecision;
  constructor(write: RefusedWrite, decision: WriteDecision) {
    super('crm-write-decided', { bubbles: true, composed: true });
    this.write = write;
    this.decision = decision;
  }
}

declare global {
  interface HTMLElementEventMap {
    'crm-write-decide': CrmWriteDecideEvent;
    'crm-write-decided': CrmWriteDecidedEvent;
  }
}
