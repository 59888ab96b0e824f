import type { Client, LiveQuery, LiveSnapshot } from '@rapport/client';
import type { AnyRecord } from '@rapport/core';
import { SnapshotController } from './snapshot-controller.ts';

/** Keeps an element drawn with the state of one live query, which may be replaced by another. */
export class LiveController<R extends AnyRecord> extends SnapshotController<LiveSnapshot<R>, LiveQuery<R>> {
  #client: Client | undefined;
  #key: unknown;

  get record(): R | undefined {
    return this.snapshot?.records[0];
  }

  /** Follows another query where the client or `key` is another than before; none without a client or a key. */
  follow(client: Client | undefined, key: string | true | undefined, query: (client: Client) => LiveQuery<R>): void {
    if (client === this.#client && key === this.#key) return;
    this.#client = client;
    this.#key = key;
    this.use(client && key ? query(client) : undefined);
  }

  refresh(): Promise<void> | undefined {
    return this.source?.refresh();
  }
}
