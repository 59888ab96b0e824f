import { refKey, type AnyRecord } from '@rapport/core';
import { BackendError } from '@rapport/core/failure';
import type { CacheChange, CacheImage, DeviceStorage, KeptWrite } from '@rapport/client';
import type { Air } from './network.ts';
import type { Life } from './scheduler.ts';
import { storageFaults } from './weather.ts';

export interface DiskEvents {
  /** The window's process ends here, in the midst of a transaction or just behind it. */
  readonly crash: () => void;
  /** The cache is other than it was. */
  readonly cached: () => void;
}

/** What one account keeps on one device: it outlives every window. Transactions are whole or not at all, may be refused, and windows may crash in them. */
export class Disk {
  outbox: readonly KeptWrite[] = [];
  readonly #device: string;
  readonly #air: Air;
  #revision = 0;
  #fence = 0;
  #image: Omit<CacheImage, 'records'> | undefined;
  readonly #records = new Map<string, AnyRecord>();
  readonly #users = new Set<(reason: Error) => void>();
  /** Those who opened it before it was wiped can't use it any more. */
  #generation = 0;
  /** Whether it is about to be wiped. */
  #isEnded = false;

  constructor(device: string, air: Air) {
    this.#device = device;
    this.#air = air;
  }

  get isEmpty(): boolean {
    return this.outbox.length === 0 && this.#image === undefined && this.#records.size === 0;
  }

  get image(): CacheImage | undefined {
    return this.#image && { ...this.#image, records: [...this.#records.values()] };
  }

  /** The browser takes the place back, and tells the windows. */
  evict(): void {
    this.#clear();
    for (const tell of this.#users) tell(new BackendError('storage', 'The browser has evicted it.'));
    this.#users.clear();
  }

  open(life: Life, events: DiskEvents): DeviceStorage {
    // Whoever began to wipe it crashed.
    if (this.#isEnded) this.#clear();
    const generation = this.#generation;
    // One transaction after the other, as a window asked for them.
    const queue = (): (<T>(work: () => T, isWriting?: boolean) => Promise<T>) => {
      let last: Promise<unknown> = Promise.resolve();
      return (work, isWriting = true) => {
        const turn = last.then(() => this.#transaction(life, events, generation, work, isWriting));
        last = turn.catch(() => {});
        return turn;
      };
    };
    const [outbox, cache] = [queue(), queue()];
    return {
      outbox: {
        load: () => outbox(() => structuredClone(this.outbox), false),
        change: async (step) => {
          for (;;) {
            const [revision, kept] = await outbox(() => [this.#revision, structuredClone(this.outbox)] as const, false);
            const next = step(kept);
            const isDone = await outbox(() => {
              if (this.#isEnded) throw new BackendError('storage', 'It is being wiped.');
              if (revision !== this.#revision) return false;
              this.#revision += 1;
              this.outbox = structuredClone(next);
              for (const { mutation, state } of next)
                if (state === 'queued' || state === 'blocked')
                  this.#air.journal.kept(mutation, { device: this.#device });
              return true;
            });
            if (isDone) return next;
          }
        },
        end: () =>
          outbox(() => {
            this.#isEnded = this.outbox.every(({ state }) => state === 'acknowledged');
            return structuredClone(this.outbox);
          }),
      },
      cache: {
        load: () => cache(() => structuredClone(this.image), false),
        lead: () => cache(() => (this.#fence += 1)),
        apply: (change, fence) => cache(() => fence === this.#fence && this.#apply(structuredClone(change), events)),
        clear: (fence) =>
          cache(() => {
            if (fence !== this.#fence) return false;
            this.#records.clear();
            this.#image = undefined;
            return true;
          }),
      },
      onLost: (listener) => {
        this.#users.add((reason) => void (life.isOver || listener(reason)));
      },
      wipe: async () => {
        await this.#air.scheduler.wait(this.#air.weather.delay(5), life);
        this.#clear();
      },
      close: async () => {},
    };
  }

  #clear(): void {
    this.#generation += 1;
    this.#isEnded = false;
    this.#revision += 1;
    this.outbox = [];
    this.#image = undefined;
    this.#records.clear();
  }

  #apply({ cursor, put, remove, queries, description }: CacheChange, events: DiskEvents): true {
    for (const record of put) this.#records.set(refKey(record), record);
    for (const ref of remove) this.#records.delete(refKey(ref));
    this.#image = {
      cursor,
      queries: queries ?? this.#image?.queries ?? [],
      description: description ?? this.#image?.description,
    };
    events.cached();
    return true;
  }

  async #transaction<T>(
    life: Life,
    events: DiskEvents,
    generation: number,
    work: () => T,
    isWriting: boolean,
  ): Promise<T> {
    const { scheduler, weather } = this.#air;
    await scheduler.wait(weather.delay(4), life);
    if (generation !== this.#generation) throw new BackendError('storage', 'It was deleted.');
    const fault = isWriting ? weather.draw(storageFaults) : undefined;
    if (fault === 'crash before a commit') return crashed(events);
    if (fault === 'quota exceeded' || fault === 'transaction aborted')
      throw new BackendError('storage', `The ${fault}.`);
    const answer = work();
    if (fault === 'crash after a commit') return crashed(events);
    await scheduler.wait(weather.delay(2), life);
    return answer;
  }
}

async function crashed({ crash }: DiskEvents): Promise<never> {
  crash();
  return new Promise<never>(() => {});
}
