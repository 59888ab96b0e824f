import type { Client, LiveQuery, LiveRequest, RecordNamed } from '@rapport/client';
import type { AnyRecord } from '@rapport/core';
import type { StandardTypeName } from '@rapport/core';
import type { ReactiveControllerHost } from 'lit';
import { LiveController } from '../element/index.ts';

const page = 1_000;

/** Records of a kind, page after page until there are no more, or as many as figures are made of here; live from then on. */
export class AllRecords<Name extends StandardTypeName> {
  readonly #live: LiveController<RecordNamed<Name> & AnyRecord>;
  readonly #type: Name;
  readonly #most: number;
  #query: LiveQuery | undefined;

  constructor(host: ReactiveControllerHost, type: Name, most: number) {
    this.#live = new LiveController(host);
    this.#type = type;
    this.#most = most;
  }

  get records(): readonly RecordNamed<Name>[] {
    return this.#live.snapshot?.records ?? none;
  }

  /** `loading` until all of them are there. */
  get status(): 'loading' | 'ready' | 'stale' | 'error' {
    const snapshot = this.#live.snapshot;
    if (!snapshot) return 'loading';
    return snapshot.status === 'ready' && this.#isOnItsWay ? 'loading' : snapshot.status;
  }

  get error(): Error | undefined {
    return this.#live.snapshot?.error;
  }

  /** There are more than were read. */
  get isPartial(): boolean {
    return this.#live.snapshot?.hasMore === true && !this.#isOnItsWay;
  }

  /** Called at every drawing: what is still missing is asked for. Nothing is without a request. */
  follow(client: Client | undefined, request: Omit<LiveRequest, 'type' | 'limit'> | undefined): void {
    this.#live.follow(client, request && JSON.stringify(request), (from) => {
      const query = from.live({ ...request, type: this.#type, limit: Math.min(page, this.#most) });
      this.#query = query;
      return query as LiveQuery<RecordNamed<Name> & AnyRecord>;
    });
    const snapshot = this.#live.snapshot;
    if (snapshot?.status === 'ready' && this.#isOnItsWay && !snapshot.loadingMore) void this.#query?.loadMore();
  }

  async refresh(): Promise<void> {
    await this.#live.refresh();
  }

  get #isOnItsWay(): boolean {
    const snapshot = this.#live.snapshot;
    return snapshot !== undefined && snapshot.hasMore && snapshot.records.length < this.#most;
  }
}

const none: readonly never[] = [];
