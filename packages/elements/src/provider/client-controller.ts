import type { Client, ConnectionSnapshot } from '@rapport/client';
import type { ReactiveController, ReactiveElement } from 'lit';
import { ClientRequestEvent } from './client-context.ts';
import { defaultClient, onDefaultClientChange } from './default-client.ts';

/** An element that may be given a client of its own. */
export interface ClientHost extends ReactiveElement {
  client: Client | undefined;
}

/** How long an element waits for a client before it says that it has none. */
const patience = 3_000;

/**
 * Finds an element's client: its own, else that of the nearest provider, else the page's. Follows it through late upgrades, moves and removals,
 * and draws the element again when the client or its connection changes.
 */
export class ClientController implements ReactiveController {
  readonly #host: ClientHost;
  #provided: Client | undefined;
  #leaveProvider: (() => void) | undefined;
  #leaveDefault: (() => void) | undefined;
  #connected: { readonly client: Client; readonly leave: () => void } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether no client has come for so long that the page must have forgotten it. */
  missing = false;

  constructor(host: ClientHost) {
    this.#host = host;
    host.addController(this);
  }

  get client(): Client | undefined {
    return this.#host.client ?? this.#provided ?? defaultClient();
  }

  /** How the client stands with its backend; undefined without a client. */
  get connection(): ConnectionSnapshot | undefined {
    return this.#connected?.client.connection.getSnapshot();
  }

  hostConnected(): void {
    // Whoever is about to write has the focus somewhere in the element.
    this.#host.addEventListener('focusin', this.#prepare);
    // A provider may be upgraded later than its content.
    document.addEventListener('context-provider', this.#ask);
    this.#leaveDefault = onDefaultClientChange(() => this.#host.requestUpdate());
    this.#ask();
    this.#timer = setTimeout(() => {
      this.missing = true;
      if (!this.client) this.#host.requestUpdate();
    }, patience);
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    document.removeEventListener('context-provider', this.#ask);
    clearTimeout(this.#timer);
    this.missing = false;
    this.#leaveDefault?.();
    this.#leaveProvider?.();
    this.#leaveProvider = undefined;
    this.#provided = undefined;
    this.#follow(undefined);
  }

  hostUpdate(): void {
    if (this.#host.isConnected) this.#follow(this.client);
  }

  readonly #prepare = (): void => void this.client?.prepareToWrite();

  readonly #ask = (): void => void this.#host.dispatchEvent(new ClientRequestEvent(this.#host, this.#provide));

  readonly #provide = (client: Client | undefined, leave?: () => void): void => {
    if (leave !== this.#leaveProvider) this.#leaveProvider?.();
    if (!this.#host.isConnected) {
      leave?.();
      return;
    }
    this.#leaveProvider = leave;
    this.#provided = client;
    this.#host.requestUpdate();
  };

  #follow(client: Client | undefined): void {
    if (client === this.#connected?.client) return;
    this.#connected?.leave();
    this.#connected = client && { client, leave: client.connection.subscribe(() => this.#host.requestUpdate()) };
  }
}
