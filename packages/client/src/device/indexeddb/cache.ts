import type { CacheChange, CacheImage, CachePreview, CacheStorage } from '../device-storage.ts';
import { sealSegment, segmentsOf, type CacheFormats } from './cache-format.ts';
import { foldCache } from './cache-fold.ts';
import { readCache } from './cache-read.ts';
import { ViewSealing, type SealedViews, type StoredViews } from './cache-views.ts';
import { watched, type Connection, type Sealed, type Sealer, type Transaction } from '../../indexeddb/index.ts';
import type { MetaSchema } from './meta.ts';

/** `chunks`: what was folded, no record twice. `delta`: what came since, a value a change, the newer the greater its key. */
export interface CacheSchema extends MetaSchema {
  chunks: { key: number; value: Sealed };
  delta: { key: number; value: Sealed };
}

/** What makes the figures. */
export interface CacheSizes {
  /** Records in one value: IndexedDB is slow by the value, not by the byte. */
  readonly chunk: number;
  readonly chunksAtOnce: number;
  /** The delta is folded once it holds more values than this. */
  readonly foldAfter: number;
}
export const cacheSizes: CacheSizes = { chunk: 1_000, chunksAtOnce: 10, foldAfter: 400 };

export interface CacheOptions {
  readonly connection: Connection<CacheSchema>;
  readonly sealer: Sealer;
  readonly formats: CacheFormats;
  readonly sizes: CacheSizes;
  /** Resolves when there is time for what can wait. */
  readonly idle: () => Promise<void>;
}

/** Records in sealed values of a good size, and the changes since behind them; whoever has the pen folds the changes in when there is time. */
export class IndexedDbCache implements CacheStorage {
  readonly #options: CacheOptions;
  readonly #views: ViewSealing;
  #last: Promise<unknown> = Promise.resolve();
  /** How many values the delta holds, as far as is known here. */
  #deltas = 0;
  #isFolding = false;
  /** Counts what ends a fold that is under way. */
  #era = 0;

  constructor(options: CacheOptions) {
    this.#options = options;
    this.#views = new ViewSealing(options.sealer);
  }

  async load(early?: (preview: CachePreview) => void): Promise<CacheImage | undefined> {
    const { image, deltas } = await readCache(this.#options, early);
    this.#deltas = deltas;
    if (image !== 'unreadable') return image;
    await this.#options.connection.write('relaxed', async (transaction) => {
      forgetAll(transaction);
      // Whoever writes on top of it holds it for something that it is not.
      watched(transaction.objectStore('meta').put((await fenceIn(transaction)) + 1, 'fence'));
    });
    return undefined;
  }

  lead(): Promise<number> {
    return this.#options.connection.write('relaxed', async (transaction) => {
      const fence = (await fenceIn(transaction)) + 1;
      this.#deltas = await transaction.objectStore('delta').count();
      watched(transaction.objectStore('meta').put(fence, 'fence'));
      return fence;
    });
  }

  apply(change: CacheChange, fence: number): Promise<boolean> {
    const sealing = this.#seal(change);
    sealing.catch(() => undefined);
    return this.#inTurn(async () => {
      const { segments, queries, description, views } = await sealing;
      const isKept = await this.#behind(fence, async (transaction) => {
        const meta = transaction.objectStore('meta');
        let last: Promise<number> | undefined;
        for (const segment of segments) watched((last = transaction.objectStore('delta').add(segment)));
        const since = await last;
        if (views && since !== undefined) watched(meta.put({ since, ...views } satisfies StoredViews, 'views'));
        if (queries) watched(meta.put(queries, 'queries'));
        if (description) watched(meta.put(description, 'description'));
      });
      if (isKept) this.#deltas += segments.length;
      if (isKept && this.#deltas > this.#options.sizes.foldAfter) void this.fold(fence).catch(() => undefined);
      return isKept;
    });
  }

  clear(fence: number): Promise<boolean> {
    this.#era += 1;
    return this.#inTurn(() => {
      this.#deltas = 0;
      return this.#behind(fence, async (transaction) => forgetAll(transaction));
    });
  }

  /** Folds the delta into the chunks, in small steps; what is read in between is right at any of them. False where it was cut short. */
  async fold(fence: number): Promise<boolean> {
    if (this.#isFolding) return false;
    this.#isFolding = true;
    const era = this.#era;
    try {
      const folded = await foldCache({
        ...this.#options,
        behind: (work) => this.#inTurn(async () => era === this.#era && (await this.#behind(fence, work))),
      });
      if (folded === undefined) return false;
      this.#deltas -= folded;
      return true;
    } finally {
      this.#isFolding = false;
    }
  }

  /** One after the other, in the order they were asked for. */
  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  #behind(
    fence: number,
    work: (transaction: Transaction<CacheSchema, 'readwrite'>) => Promise<void>,
  ): Promise<boolean> {
    return this.#options.connection.write('relaxed', async (transaction) => {
      if ((await fenceIn(transaction)) !== fence) return false;
      await work(transaction);
      return true;
    });
  }

  async #seal(change: CacheChange): Promise<{
    readonly segments: readonly Sealed[];
    readonly queries: Sealed | undefined;
    readonly description: Sealed | undefined;
    readonly views: SealedViews | undefined;
  }> {
    const { sealer, sizes } = this.#options;
    const segments: Promise<Sealed>[] = [];
    for (const segment of segmentsOf(change, sizes.chunk)) {
      segments.push(sealSegment(sealer, segment));
      // Making the next ready while these are sealed elsewhere; all at once would hold up the page.
      if (segments.length > 2) await segments.at(-3);
    }
    return {
      segments: await Promise.all(segments),
      queries: change.queries && (await sealer.seal(change.queries)),
      description: change.description && (await sealer.seal(change.description)),
      views: change.views && (await this.#views.seal(change.views, change.cursor)),
    };
  }
}

async function fenceIn(transaction: Transaction<CacheSchema>): Promise<number> {
  return Number((await transaction.objectStore('meta').get('fence')) ?? 0);
}

function forgetAll(transaction: Transaction<CacheSchema, 'readwrite'>): void {
  watched(transaction.objectStore('chunks').clear());
  watched(transaction.objectStore('delta').clear());
  for (const name of ['cursor', 'queries', 'description', 'views'])
    watched(transaction.objectStore('meta').delete(name));
}
