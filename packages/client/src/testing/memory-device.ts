import { BackendError } from '@rapport/core';
import type { DeviceStorage, KeptWrite } from '../index.ts';
import { MemoryCache } from './memory-cache.ts';

/** A device whose storage outlives the page, as far as a test lets it. */
export class MemoryDevice {
  /** As it is on the disk. */
  kept: readonly KeptWrite[] = [];
  /** What is to be written waits until it is let through. */
  isHolding = false;
  isFull = false;
  isEnded = false;
  isWiped = false;
  readonly cache = new MemoryCache();
  readonly #held: (() => void)[] = [];
  readonly #listeners = new Set<(reason: Error) => void>();

  /** The device as one page opens it. */
  open(): DeviceStorage {
    return {
      outbox: {
        // As read from a disk: no object is one that was known before.
        load: async () => structuredClone(this.kept),
        change: async (step) => {
          if (this.isHolding) await new Promise<void>((resolve) => this.#held.push(resolve));
          if (this.isEnded) throw new BackendError('storage', 'It is being wiped.');
          if (this.isFull) throw new BackendError('storage', 'The disk is full.');
          this.kept = structuredClone(step(structuredClone(this.kept)));
          return structuredClone(this.kept);
        },
        end: async () => {
          if (this.isHolding) await new Promise<void>((resolve) => this.#held.push(resolve));
          this.isEnded = this.kept.every(({ state }) => state === 'acknowledged');
          return structuredClone(this.kept);
        },
      },
      cache: this.cache,
      onLost: (listener) => void this.#listeners.add(listener),
      wipe: async () => {
        this.isWiped = true;
        this.kept = [];
      },
      close: async () => {},
    };
  }

  releaseAll(): void {
    for (const resolve of this.#held.splice(0)) resolve();
  }

  /** The browser takes the storage away. */
  lose(): void {
    for (const listener of this.#listeners) listener(new BackendError('storage', 'The database was deleted.'));
  }
}
