import type { Client } from '@rapport/client';

/**
 * How elements find the client of the provider around them, by the community's protocol
 * (https://github.com/webcomponents-cg/community-protocols/blob/main/proposals/context.md); what speaks it, such as `@lit/context`, may give a client or ask
 * for it by this key. It is shared by all copies of the package on a page.
 */
export const clientContext = Symbol.for('rapport.client') as symbol & { readonly __context__: Client | undefined };

/** Takes the client, and each one that is given in its place until `leave` is called. */
export type TakeClient = (client: Client | undefined, leave?: () => void) => void;

/** Asks the nearest provider around for its client. */
export class ClientRequestEvent extends Event {
  readonly context: unknown = clientContext;
  readonly contextTarget: Element;
  readonly callback: TakeClient;
  readonly subscribe: boolean = true;
  constructor(contextTarget: Element, callback: TakeClient) {
    super('context-request', { bubbles: true, composed: true });
    this.contextTarget = contextTarget;
    this.callback = callback;
  }
}

/** Tells elements that asked before it was there of a provider: they ask again. */
export class ClientProviderEvent extends Event {
  readonly context: unknown = clientContext;
  readonly contextTarget: Element;
  constructor(contextTarget: Element) {
    super('context-provider', { bubbles: true, composed: true });
    this.contextTarget = contextTarget;
  }
}
