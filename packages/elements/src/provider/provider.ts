import { createClient, type Client } from '@rapport/client';
import { httpBackend, type GetToken } from '@rapport/client/http';
import { CrmLoadErrorEvent, CrmLoaderStartEvent, CrmReadyEvent, warnOnce } from '../element/index.ts';
import { clientContext, ClientProviderEvent, type ClientRequestEvent, type TakeClient } from './client-context.ts';

// Absent where elements are rendered on a server.
const Element: typeof HTMLElement = globalThis.HTMLElement ?? (Object as unknown as typeof HTMLElement);

let styles: CSSStyleSheet | undefined;

interface Made {
  readonly from: string;
  client?: Client;
}

// An element without Lit: it shows nothing, so a page that begins with it alone needs none.
/**
 * @summary Gives the elements inside it their client. Shows nothing itself.
 * @tag crm-provider
 * @slot - The part of the page that works with this client.
 * @fires {CrmLoaderStartEvent} crm-loader-start - It begins to make a client from `url`.
 * @fires {CrmReadyEvent} crm-ready - The elements inside have a client.
 * @fires {CrmLoadErrorEvent} crm-load-error - The address is not one, or what is to be kept has no account.
 */
export class CrmProvider extends Element {
  static readonly observedAttributes: readonly string[] = ['url', 'account', 'persistence'];

  /** Gives the token for `url`. It may be set or replaced at any time. */
  declare getToken: GetToken | undefined;

  #client: Client | undefined;
  #url: string | undefined;
  #account: string | undefined;
  #persistence: string | undefined;
  #update: Promise<void> | undefined;
  readonly #takers = new Map<TakeClient, () => void>();
  #given: Client | undefined;
  #made: Made | undefined;

  constructor() {
    super();
    this.addEventListener('context-request', (event) => this.#answer(event as ClientRequestEvent));
    // What was set before the upgrade hides the accessors.
    for (const name of ['client', 'url', 'account', 'persistence'] as const) {
      const early = Object.getOwnPropertyDescriptor(this, name);
      if (early && Reflect.deleteProperty(this, name)) Object.assign(this, { [name]: early.value as unknown });
    }
  }

  /** The client to give. Where it is missing, one is made for `url`. */
  get client(): Client | undefined {
    return this.#client;
  }
  set client(client: Client | undefined) {
    this.#client = client;
    this.#changed();
  }

  /** A Rapport server's address, also relative to the page. A client is made for it when it is first needed and closed when the provider is gone. */
  get url(): string | undefined {
    return this.#url;
  }
  set url(url: string | undefined) {
    this.#url = url;
    this.#changed();
  }

  /** Who is signed in, as the host names them: tenant and user. With it, the windows of one account share a stream. */
  get account(): string | undefined {
    return this.#account;
  }
  set account(account: string | undefined) {
    this.#account = account;
    this.#changed();
  }

  /** `indexeddb` keeps records and writes in the browser, sealed, and needs an `account`; with `memory`, or without, they are gone with the page. */
  get persistence(): string | undefined {
    return this.#persistence;
  }
  set persistence(persistence: string | undefined) {
    this.#persistence = persistence;
    if (persistence && persistence !== 'indexeddb' && persistence !== 'memory')
      warnOnce(
        this,
        `persistence=${JSON.stringify(persistence)} keeps nothing on the device: it is indexeddb or memory.`,
      );
    this.#changed();
  }

  /** Resolves when what was set has taken effect. */
  get updateComplete(): Promise<void> {
    return this.#update ?? Promise.resolve();
  }

  attributeChangedCallback(
    name: 'url' | 'account' | 'persistence',
    _before: string | null,
    value: string | null,
  ): void {
    this[name] = value ?? undefined;
  }

  connectedCallback(): void {
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: 'open' });
      if (!styles) {
        styles = new CSSStyleSheet();
        styles.replaceSync(':host { display: contents }');
      }
      root.adoptedStyleSheets = [styles];
      root.append(document.createElement('slot'));
    }
    this.dispatchEvent(new ClientProviderEvent(this));
    this.#changed();
  }

  disconnectedCallback(): void {
    // A provider that is only moved is back in the document by then.
    queueMicrotask(() => {
      if (!this.isConnected) this.#letGo();
    });
  }

  #changed(): void {
    this.#update ??= Promise.resolve().then(() => {
      this.#update = undefined;
      if (!this.isConnected) return;
      if (this.#client || !this.#url) this.#letGo();
      else if (this.#made?.from !== this.#from) this.#make(this.#url);
      this.#give();
    });
  }

  #answer(event: ClientRequestEvent): void {
    const { context, contextTarget, callback, subscribe } = event;
    if (context !== clientContext || contextTarget === this) return;
    event.stopPropagation();
    if (!subscribe) return callback(this.#given);
    const leave = this.#takers.get(callback) ?? (() => void this.#takers.delete(callback));
    this.#takers.set(callback, leave);
    callback(this.#given, leave);
  }

  #give(): void {
    const client = this.#client ?? this.#made?.client;
    if (client === this.#given) return;
    this.#given = client;
    for (const [take, leave] of this.#takers) take(client, leave);
    if (client) this.#tell(new CrmReadyEvent());
  }

  /** What a client is made from: with anything else it is another one. */
  get #from(): string {
    return JSON.stringify([this.#url, this.#account, this.#persistence]);
  }

  #make(url: string): void {
    this.#letGo();
    const made: Made = (this.#made = { from: this.#from });
    const account = this.#account;
    this.#tell(new CrmLoaderStartEvent());
    try {
      const address = new URL(url, document.baseURI).href;
      made.client = createClient({
        backend: httpBackend({ url: address, getToken: (request) => this.getToken?.(request) ?? null }),
        ...(account && { account }),
        ...(this.#persistence === 'indexeddb' && { persistence: 'indexeddb' }),
      });
      this.#give();
    } catch (cause) {
      warnOnce(this, `No client for url=${JSON.stringify(url)}: ${String(cause)}`);
      this.#tell(new CrmLoadErrorEvent('error', () => this.#make(url)));
    }
  }

  #tell(event: Event): void {
    this.dispatchEvent(event);
  }

  #letGo(): void {
    this.#made?.client?.close();
    this.#made = undefined;
    this.#give();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-provider': CrmProvider;
  }
}
