import type { Client } from '@rapport/client';
import type { BackendDescription } from '@rapport/core';
import type { ReactiveControllerHost } from 'lit';

/** What the backend says it can do for whoever asks; nothing is offered until it has. */
export class DescriptionController {
  readonly #host: ReactiveControllerHost;
  #of: Client | undefined;
  #value: BackendDescription | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  follow(client: Client | undefined): void {
    if (!client || this.#of === client) return;
    this.#of = client;
    this.#value = undefined;
    client.describe().then(
      (value) => {
        if (this.#of !== client) return;
        this.#value = value;
        this.#host.requestUpdate();
      },
      // Without a description nothing is offered to be changed; the records' own queries tell the reader what is wrong.
      () => undefined,
    );
  }

  /** Whether it is known that none of these records may be seen, rather than that there are none. */
  hides(type: string): boolean {
    return this.#value !== undefined && !this.#value.types[type];
  }

  /** Whether a field of a record may be changed. */
  canUpdate(type: string, field: string): boolean {
    const described = this.#value?.types[type];
    return described?.update === true && described.fields[field]?.writable === true;
  }

  canCreate(type: string): boolean {
    return this.#value?.types[type]?.create === true;
  }
}
