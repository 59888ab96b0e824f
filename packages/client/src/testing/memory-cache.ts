import { refKey, type AnyRecord } from '@rapport/core';
import type { CacheChange, CacheImage, CachePreview, CacheStorage, KeptView } from '../device/index.ts';

/** What a device keeps of the backend's records, for as many pages as there are. */
export class MemoryCache implements CacheStorage {
  image: CacheImage | undefined;
  #fence = 0;
  applied = 0;
  /** Called before anything is written; what it throws keeps it from being written. */
  before: (change: CacheChange | 'clear') => void = () => {};
  /** Resolves when the records have been read, where there are views to be told of before. */
  reading: () => Promise<void> = async () => {};
  /** What was changed since the views were written. */
  #onTop: CacheChange[] = [];

  async load(early?: (preview: CachePreview) => void): Promise<CacheImage | undefined> {
    const image = structuredClone(this.image);
    const told = structuredClone(this.#onTop);
    if (!image?.views) return image;
    const views = image.views.map((view) => asOf(view, told));
    early?.({ ...image, view: async (key) => views.find((view) => view.key === key) });
    await this.reading();
    return { ...image, views };
  }

  async lead(): Promise<number> {
    return (this.#fence += 1);
  }

  async apply(change: CacheChange, fence: number): Promise<boolean> {
    this.before(change);
    await Promise.resolve();
    if (fence !== this.#fence) return false;
    const { cursor, put, remove, queries, description, views } = structuredClone(change);
    const records = new Map<string, AnyRecord>(this.image?.records.map((record) => [refKey(record), record]));
    for (const ref of remove) records.delete(refKey(ref));
    for (const record of put) records.set(refKey(record), record);
    this.#onTop = views ? [] : [...this.#onTop, structuredClone(change)];
    this.image = {
      cursor,
      views: views ?? this.image?.views,
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
    this.#onTop = [];
    return true;
  }
}

function asOf(view: KeptView, changes: readonly CacheChange[]): KeptView {
  const records = new Map<string, AnyRecord>(view.records.map((record) => [refKey(record), record]));
  for (const { put, remove } of changes) {
    for (const ref of remove) records.delete(refKey(ref));
    for (const record of put) records.set(refKey(record), record);
  }
  return { ...view, records: [...records.values()] };
}
