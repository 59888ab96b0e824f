import { createSealer, lostError, type Sealed } from '../indexeddb/index.ts';

/** Makes of what a backend keeps what is put in a database, and the other way round. Never called while a transaction is open: it may take a while. */
export interface Codec {
  encode(value: object): Promise<unknown>;
  /** @throws BackendError `storage` where it can't be read. */
  decode<T extends object>(kept: unknown): Promise<T>;
}

/** Keeps things as they are. */
export const plain: Codec = {
  encode: (value) => Promise.resolve(value),
  decode: <T extends object>(kept: unknown) => Promise.resolve(kept as T),
};

/** Keeps things so that only this browser can read them, as long as it has the key. */
export function sealedWith(key: CryptoKey): Codec {
  const sealer = createSealer(key, 'local', 1);
  return {
    encode: (value) => sealer.seal(value),
    decode: async <T extends object>(kept: unknown) => {
      try {
        return (await sealer.open(kept as Sealed)) as T;
      } catch {
        throw lostError('unreadable');
      }
    },
  };
}
