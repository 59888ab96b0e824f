import type { Mutation, MutationResult } from '@rapport/core';
import { BackendError } from '@rapport/core/failure';
import type { RefusedWrite } from '../client.ts';
import type { KeptWrite } from '../device/index.ts';
import type { Environment } from '../environment.ts';
import { Retry } from './backoff.ts';
import type { Connection } from './connection.ts';
import { missingPart } from './missing-part.ts';
import type { Outbox } from './outbox.ts';
import type { Receipt } from './receipts.ts';

/** What keeps and sends writes. */
export interface Writing {
  readonly outbox: Outbox;
  /** Puts another write in place of one that was declined; undefined where there is none of that id. */
  readonly edit: (id: string, anew: (declined: RefusedWrite) => Mutation) => Promise<MutationResult> | undefined;
}

/** @param held Those that were made before, and are still to be handed over: shown behind what is kept. */
export type StartWriting = (held: () => readonly KeptWrite[]) => Writing;

export interface WritesOptions {
  readonly environment: Environment;
  readonly connection: Connection;
  /** Fetches what keeps and sends writes. Rejects where it can't be had just now. */
  readonly load: () => Promise<StartWriting>;
  /** Whether writes are kept on the device, so that some may be waiting there. */
  readonly isDurable: boolean;
  /** Shows these until what keeps them is there. */
  readonly show: (held: readonly KeptWrite[]) => void;
  /** Asks the backend something, to see whether it answers. */
  readonly probe: () => Promise<unknown>;
}

interface Held {
  readonly write: KeptWrite;
  readonly take: (receipt: Receipt) => void;
  readonly fail: (error: unknown) => void;
}

/** While nobody answers so many writes wait before what keeps them is fetched all the same: from there on those to one record become one. */
const mostHeld = 50;

/** What a write is told that comes too late to be sent. */
export function clientClosed(): BackendError {
  return new BackendError('offline', 'The client is closed.');
}

/**
 * Takes writes. What keeps and sends them is fetched with the first one, for most pages only show; until it is there they are held here in the order they were
 * made, shown, and counted as pending.
 */
export class Writes {
  readonly #options: WritesOptions;
  readonly #retry: Retry;
  readonly #held: Held[] = [];
  #writing: Writing | undefined;
  #loading: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: WritesOptions) {
    this.#options = options;
    this.#retry = new Retry(options.environment, () => void this.load());
    if (options.isDurable) void this.load();
  }

  /** What keeps and sends them, where it is there. */
  get writing(): Writing | undefined {
    return this.#writing;
  }

  get held(): readonly KeptWrite[] {
    return this.#held.map(({ write }) => write);
  }

  /** Resolves once the writes that were kept before are known. */
  async open(): Promise<void> {
    await this.load();
    if (!this.#writing) throw missingPart();
    await this.#writing.outbox.opened;
  }

  add(mutation: Mutation): Receipt {
    if (this.#writing) return this.#writing.outbox.add(mutation);
    const receipt = new Promise<Receipt>((take, fail) => {
      this.#held.push({ write: { mutation, state: 'queued' }, take, fail });
    });
    this.#options.show(this.held);
    if (this.#held.length === mostHeld) this.#retry.now();
    void this.load();
    const durable = receipt.then((one) => one.durable);
    // Not everybody asks.
    durable.catch(() => {});
    return { result: receipt.then((one) => one.result), durable };
  }

  /** Fetches what keeps and sends them. Resolves once it is there, or can't be had for now: then it is tried again. */
  load(): Promise<void> {
    if (this.#writing || this.#retry.isWaiting || this.#isClosed) return Promise.resolve();
    const { connection, environment, isDurable } = this.#options;
    const isAway = connection.isDown || !environment.isConnected();
    // Some browsers never fetch again what could not be fetched once (https://github.com/whatwg/html/issues/6768).
    if (isAway && !isDurable && this.#held.length < mostHeld) {
      this.#retry.park();
      return Promise.resolve();
    }
    return (this.#loading ??= this.#load().finally(() => (this.#loading = undefined)));
  }

  resume(): void {
    this.#retry.now();
    this.#writing?.outbox.resume();
  }

  close(): void {
    this.#isClosed = true;
    this.#retry.cancel();
    this.#writing?.outbox.close();
    for (const { fail } of this.#held) fail(clientClosed());
  }

  async #load(): Promise<void> {
    const { connection, load, probe } = this.#options;
    try {
      const start = await load();
      if (!this.#isClosed) this.#begin(start);
    } catch (error) {
      await connection.follow(probe()).catch(() => {});
      if (!this.#isClosed) connection.retryLater(this.#retry, error);
    }
  }

  #begin(start: StartWriting): void {
    const writing = (this.#writing = start(() => this.held));
    this.#retry.cancel();
    for (let one = this.#held.shift(); one; one = this.#held.shift()) one.take(writing.outbox.add(one.write.mutation));
  }
}
