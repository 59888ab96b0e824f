import type { MutationResult } from '@rapport/core';
import { RapportError } from '@rapport/core/failure';
import type { Durability } from '../client.ts';

/** What somebody who wrote is waiting for. */
export interface Receipt {
  readonly result: Promise<MutationResult>;
  readonly durable: Promise<Durability>;
}

interface Waiting {
  readonly settle: (result: MutationResult) => void;
  readonly fail: (error: unknown) => void;
  readonly keep: () => void;
}

/** What this window promised those who wrote in it, by the write that it depends on. */
export class Receipts {
  readonly #waiting = new Map<string, readonly Waiting[]>();

  create(id: string): Receipt {
    const result = deferred<MutationResult>();
    const durable = deferred<Durability>();
    // Not everybody asks.
    durable.promise.catch(() => {});
    const waiting: Waiting = {
      settle: (one) => {
        if ('written' in one) durable.resolve('backend');
        else durable.reject(new RapportError('declined', 'The write was declined before it was durable.'));
        result.resolve(one);
      },
      fail: (error) => {
        durable.reject(error);
        result.reject(error);
      },
      keep: () => durable.resolve('device'),
    };
    this.#waiting.set(id, [waiting]);
    return { result: result.promise, durable: durable.promise };
  }

  /** It is kept on the device. */
  keep(id: string): void {
    for (const { keep } of this.#waiting.get(id) ?? []) keep();
  }

  /** What becomes of another write becomes of it. */
  join(id: string, into: string): void {
    const joining = this.#waiting.get(id) ?? [];
    this.#waiting.delete(id);
    this.#waiting.set(into, [...(this.#waiting.get(into) ?? []), ...joining]);
  }

  settle(id: string, result: MutationResult): void {
    for (const { settle } of this.#waiting.get(id) ?? []) settle(result);
    this.#waiting.delete(id);
  }

  fail(error: unknown): void {
    for (const waiting of this.#waiting.values()) for (const { fail } of waiting) fail(error);
    this.#waiting.clear();
  }
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

function deferred<T>(): Deferred<T> {
  let settle: Omit<Deferred<T>, 'promise'> | undefined;
  const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }));
  return { promise, ...(settle as unknown as Omit<Deferred<T>, 'promise'>) };
}
