import type { Client } from '@rapport/client';

// Shared by all copies of the package on a page: each file of the CDN build carries its own.
const shared = Symbol.for('rapport.default-client');
interface DefaultClient {
  client: Client | undefined;
  readonly listeners: Set<() => void>;
}
const page = globalThis as { [shared]?: DefaultClient };
const state = (page[shared] ??= { client: undefined, listeners: new Set() });

/** The client of every element of the page that has neither its own nor a provider around it. Undefined takes it away. */
export function setDefaultClient(client: Client | undefined): void {
  state.client = client;
  for (const listener of state.listeners) listener();
}

export function defaultClient(): Client | undefined {
  return state.client;
}

export function onDefaultClientChange(listener: () => void): () => void {
  state.listeners.add(listener);
  return () => void state.listeners.delete(listener);
}
