import type { AnyRecord, BackendDescription, RecordRef } from '@rapport/core';
import { refKey } from '@rapport/core/identity';
import type { CacheChange, CacheImage, CachePreview, CacheStorage, KeptQuery, KeptView } from '../device/index.ts';
import type { Environment } from '../environment.ts';

/** Milliseconds in which changes are gathered before they are written. */
const gathering = 300;
/** After so many times, the views are written anew: a page that opens puts everything since then on top of them. */
const viewsAfter = 32;

export interface PenOptions {
  readonly storage: CacheStorage;
  readonly environment: Pick<Environment, 'schedule'>;
  /** What the records are as of, and the queries, when they are written. */
  readonly present: () => { readonly cursor: string | null; readonly queries: readonly KeptQuery[] };
  readonly views: () => readonly KeptView[];
}

/** Writes what changes to the device, in the order it did, for as long as this window has the pen. */
export class CachePen {
  readonly #options: PenOptions;
  #fence: number | undefined;
  #put = new Map<string, AnyRecord>();
  #remove = new Map<string, RecordRef>();
  #isChanged = false;
  #isCleared = false;
  #hasQueries = false;
  #sinceViews = 0;
  #description: BackendDescription | undefined;
  #waiting: (() => void) | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: PenOptions) {
    this.#options = options;
  }

  get isHeld(): boolean {
    return this.#fence !== undefined;
  }

  /** Takes the pen from whoever has it. Answers what they left. */
  async take(early?: (preview: CachePreview) => void): Promise<CacheImage | undefined> {
    const { storage } = this.#options;
    const fence = await storage.lead();
    const image = await storage.load(early);
    // What can't be read is forgotten, and the pen with it.
    this.#fence = image ? fence : await storage.lead();
    return image;
  }

  drop(): void {
    this.#fence = undefined;
    this.#forget();
  }

  put(record: AnyRecord): void {
    const key = refKey(record);
    this.#remove.delete(key);
    this.#put.set(key, record);
    this.moved();
  }

  remove(ref: RecordRef): void {
    const key = refKey(ref);
    this.#put.delete(key);
    this.#remove.set(key, { type: ref.type, id: ref.id });
    this.moved();
  }

  /** Other queries are kept, or other windows of them. */
  queries(): void {
    this.#hasQueries = true;
    this.moved();
  }

  describe(description: BackendDescription): void {
    this.#description = description;
    this.moved();
  }

  /** Forgets what is on the device: what is put from now on is all. */
  clear(): void {
    this.#forget();
    this.#isCleared = true;
    this.queries();
  }

  /** The cursor is another. */
  moved(): void {
    if (this.#fence === undefined) return this.#forget();
    this.#isChanged = true;
    this.#waiting ??= this.#options.environment.schedule(gathering, () => void this.flush());
  }

  /** Writes at once what is still to be. Resolves when it is written, or never will be. */
  flush(): Promise<void> {
    this.#waiting?.();
    this.#waiting = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const fence = this.#fence;
    if (fence === undefined || !this.#isChanged) return;
    const { storage, present, views } = this.#options;
    const { cursor, queries } = present();
    const isCleared = this.#isCleared;
    this.#sinceViews += 1;
    const hasViews = this.#hasQueries || this.#sinceViews > viewsAfter;
    if (hasViews) this.#sinceViews = 0;
    const change: CacheChange = {
      cursor,
      put: [...this.#put.values()],
      remove: [...this.#remove.values()],
      ...(this.#hasQueries ? { queries } : {}),
      ...(hasViews ? { views: views() } : {}),
      ...(this.#description ? { description: this.#description } : {}),
    };
    this.#forget();
    try {
      const isKept = (!isCleared || (await storage.clear(fence))) && (await storage.apply(change, fence));
      if (!isKept) this.drop();
    } catch {
      // The storage says by itself that it is lost. What is there is of one moment, and is read anew from there.
      this.drop();
    }
  }

  #forget(): void {
    this.#put = new Map();
    this.#remove = new Map();
    this.#isChanged = this.#isCleared = this.#hasQueries = false;
    this.#description = undefined;
    this.#waiting?.();
    this.#waiting = undefined;
  }
}
