import { refKey, type AnyRecord } from '@rapport/core';
import type { CacheChange, CacheImage, CacheStorage } from '../device/index.ts';

/** What a device keeps of the backend's records, for as many pages as there are. */
export class MemoryCache implements CacheStorage {
  image: CacheImage | undefined;
  #fence = 0;
  applied = 0;
  /** Called before anything is written; what it throws keeps it from being written. */
  before: (change: CacheChange | 'clear') => void = () => {};

  async load(): Promise<CacheImage | undefined> {
    return structuredClone(this.image);
  }

  async lead(): Promise<number> {
    return (this.#fence += 1);
  }

  async apply(change: CacheChange, fence: number): Promise<boolean> {
    this.before(change);
    await Promise.resolve();
    if (fence !== this.#fence) return false;
    const { cursor, put, remove, queries, description } = structuredClone(change);
    const records = new Map<string, AnyRecord>(this.image?.records.map((record) => [refKey(record), record]));
    for (const ref of remove) records.delete(refKey(ref));
    for (const record of put) records.set(refKey(record), record);
    this.image = {
      cursor,
      records: [...records.values()],
      queries: queries ?? this.image?.queries ?? [],
      description: description ?? this.image?.description,
    };
    this.applied += 1;
    return true;
  }

  async clear(fence: number): Promise<boolean> {
    this.before('clear');
    if (fence !== this.#fence) return false;
    this.image = undefined;
    return true;
  }
}
