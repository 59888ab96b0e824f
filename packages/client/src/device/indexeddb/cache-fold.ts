import type { AnyRecord } from '@rapport/core';
import type { CacheOptions, CacheSchema } from './cache.ts';
import { openSegment, sealSegment, type Segment } from './cache-format.ts';
import type { StoredViews } from './cache-views.ts';
import { watched, type Sealed, type Transaction } from '../../indexeddb/index.ts';
import { Newest } from './newest.ts';

interface FoldOptions extends CacheOptions {
  /** Runs a transaction, unless somebody else has the pen by now. */
  readonly behind: (work: (transaction: Transaction<CacheSchema, 'readwrite'>) => Promise<void>) => Promise<boolean>;
}

/**
 * Moves what the delta holds into the chunks and answers how many of its values are gone; undefined where it was cut short. The delta says the same as
 * before until its values are deleted, at the end and together with the chunks that take their place: what is read at any moment is right.
 */
export async function foldCache({
  connection,
  sealer,
  formats,
  sizes,
  idle,
  behind,
}: FoldOptions): Promise<number | undefined> {
  const open = (sealed: Sealed | undefined): Promise<Segment | undefined> =>
    sealed ? openSegment(sealer, formats.segment, sealed) : Promise.resolve(undefined);
  const seal = (put: readonly AnyRecord[], cursor: string | null = null): Promise<Sealed> =>
    sealSegment(sealer, { put, remove: [], cursor });
  const { deltaKeys, chunkKeys } = await connection.read(async (transaction) => {
    const views = (await transaction.objectStore('meta').get('views')) as StoredViews | undefined;
    const [delta, chunks] = await Promise.all([
      // What is on top of the views stays there.
      transaction.objectStore('delta').getAllKeys(views && IDBKeyRange.upperBound(views.since)),
      transaction.objectStore('chunks').getAllKeys(),
    ]);
    return { deltaKeys: delta, chunkKeys: chunks };
  });

  const newest = new Newest();
  const added: Sealed[] = [];
  const loose: AnyRecord[] = [];
  const gather = async (records: readonly AnyRecord[], isLast = false): Promise<void> => {
    loose.push(...records);
    while (loose.length >= sizes.chunk || (isLast && loose.length > 0))
      added.push(await seal(loose.splice(0, sizes.chunk)));
  };

  let cursor: Sealed | undefined;
  for (const key of deltaKeys.toReversed()) {
    const sealed = await connection.read((transaction) => transaction.objectStore('delta').get(key));
    const segment = await open(sealed);
    if (!sealed || !segment) return undefined;
    cursor ??= await seal([], segment.cursor);
    const records = newest.of(segment);
    // A good part of a chunk that still stands as it was written is one.
    if (records === segment.put && records.length >= sizes.chunk / 2) added.push(sealed);
    else await gather(records);
    await idle();
  }

  const emptied: number[] = [];
  for (const key of chunkKeys) {
    const segment = await open(await connection.read((transaction) => transaction.objectStore('chunks').get(key)));
    if (!segment) return undefined;
    const records = newest.among(segment.put);
    if (records.length < sizes.chunk / 4) {
      emptied.push(key);
      await gather(records);
    } else if (records !== segment.put) {
      const sealed = await seal(records);
      if (!(await behind(async (transaction) => watched(transaction.objectStore('chunks').put(sealed, key)))))
        return undefined;
    }
    await idle();
  }
  await gather([], true);

  const last = deltaKeys.at(-1);
  if (last === undefined) return 0;
  const isFolded = await behind(async (transaction) => {
    const chunks = transaction.objectStore('chunks');
    for (const key of emptied) watched(chunks.delete(key));
    const from = (chunkKeys.at(-1) ?? 0) + 1;
    for (const [index, sealed] of added.entries()) watched(chunks.put(sealed, from + index));
    watched(transaction.objectStore('delta').delete(IDBKeyRange.upperBound(last)));
    watched(transaction.objectStore('meta').put(cursor, 'cursor'));
  });
  return isFolded ? deltaKeys.length : undefined;
}
