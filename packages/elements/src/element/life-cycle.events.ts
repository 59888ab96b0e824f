import type { ProblemKind } from './problem.ts';

/** It begins to load. */
export class CrmLoaderStartEvent extends Event {
  constructor() {
    super('crm-loader-start');
  }
}

/** It shows what it is for; also when there is nothing to show. */
export class CrmReadyEvent extends Event {
  constructor() {
    super('crm-ready');
  }
}

/** It could not load and shows why. `retry` tries again, where that may help. */
export class CrmLoadErrorEvent extends Event {
  readonly kind: ProblemKind;
  readonly retry: (() => void) | undefined;
  constructor(kind: ProblemKind, retry?: () => void) {
    super('crm-load-error');
    this.kind = kind;
    this.retry = retry;
  }
}

declare global {
  interface HTMLElementEventMap {
    'crm-loader-start': CrmLoaderStartEvent;
    'crm-ready': CrmReadyEvent;
    'crm-load-error': CrmLoadErrorEvent;
  }
}
