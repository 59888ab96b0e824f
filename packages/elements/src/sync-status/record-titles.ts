import type { Client } from '@rapport/client';
import { refKey, standardModel, withExtension, type AnyRecord, type Model } from '@rapport/core/model';
import type { ReactiveControllerHost } from 'lit';

/** What records are called, for those that may be read; asked for once, when one is first named. */
export class RecordTitles {
  model: Model = standardModel;
  readonly #host: ReactiveControllerHost;
  readonly #titles = new Map<string, string | null | undefined>();
  #client: Client | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Works with another client from now on. */
  follow(client: Client | undefined): void {
    if (client === this.#client) return;
    this.#client = client;
    this.forget();
  }

  /** Asks anew for what is named next. */
  forget(): void {
    this.#titles.clear();
    this.model = standardModel;
    const client = this.#client;
    client?.describe().then(
      ({ extension }) => this.#learn(client, () => (this.model = withExtension(standardModel, extension))),
      // Without a description the organisation's own fields keep their technical names.
      () => undefined,
    );
  }

  /** Undefined until it is known, null where there is no telling. */
  title(type: string, id: string): string | null | undefined {
    const key = refKey({ type, id });
    if (this.#titles.has(key)) return this.#titles.get(key);
    const client = this.#client;
    if (!client) return undefined;
    this.#titles.set(key, undefined);
    client.get(type, { id }).then(
      (record) => this.#learn(client, () => this.#titles.set(key, record ? this.titleIn(type, record) : null)),
      () => this.#learn(client, () => this.#titles.set(key, null)),
    );
    return undefined;
  }

  /** What a record of these values is called; null without a name. */
  titleIn(type: string, values: Readonly<Record<string, unknown>> | AnyRecord): string | null {
    const declared = this.model.types.get(type);
    const title = declared && values[declared.title];
    // A record that is known by another one's name says nothing by that one's id.
    return typeof title === 'string' && title !== '' && declared?.fields[declared.title]?.kind !== 'reference'
      ? title
      : null;
  }

  #learn(client: Client, take: () => void): void {
    if (client !== this.#client) return;
    take();
    this.#host.requestUpdate();
  }
}
