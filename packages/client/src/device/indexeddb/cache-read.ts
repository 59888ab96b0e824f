import type { CacheImage, CachePreview } from '../device-storage.ts';
import { type Sealed, type Transaction, watched } from '../../indexeddb/index.ts';
import type { CacheOptions, CacheSchema } from './cache.ts';
import { openSegment, type Segment } from './cache-format.ts';
import { previewOf, viewsOf, type StoredViews } from './cache-views.ts';
import { readValue } from './format.ts';
import { Newest } from './newest.ts';

/** So many values are opened at a time: elsewhere, while the page takes in those before. */
const openAtOnce = 3;

export interface ReadCache {
  /** `unreadable`: some of it can't be read, and so none of it is of use. */
  readonly image: CacheImage | undefined | 'unreadable';
  /** How many values the delta holds. */
  readonly deltas: number;
}

/** Reads all there is, in one transaction. Where there are views, it tells of those first, and opens the rest when there is time. */
export async function readCache(
  { connection, sealer, formats, sizes, idle }: CacheOptions,
  early?: (preview: CachePreview) => void,
): Promise<ReadCache> {
  const open = (sealed: Sealed): Promise<Segment | undefined> => openSegment(sealer, formats.segment, sealed);
  // Nothing but the transaction's own requests is awaited in it: what is read is opened beside it.
  const read = await connection.read(async (transaction) => {
    const meta = transaction.objectStore('meta');
    const [cursor, queries, description, views] = await Promise.all([
      meta.get('cursor') as Promise<Sealed | undefined>,
      meta.get('queries') as Promise<Sealed | undefined>,
      meta.get('description') as Promise<Sealed | undefined>,
      meta.get('views') as Promise<StoredViews | undefined>,
    ]);
    const onTop = views ? await transaction.objectStore('delta').getAll(IDBKeyRange.lowerBound(views.since, true)) : [];
    const known = Promise.all([
      queries && readValue(sealer, formats.queries, queries),
      description && readValue(sealer, formats.description, description),
      Promise.all(onTop.map(open)),
    ]);
    const preview = views && known.then((values) => previewOf(views, values, sealer, formats));
    const isTime = preview?.then((told) => {
      if (!told || !early) return;
      early(told);
      return idle();
    });
    const opening: Promise<Segment | undefined>[] = [];
    const take = (value: Sealed): void => {
      const before = opening.at(-openAtOnce) ?? isTime;
      opening.push(before ? before.then(() => open(value)) : open(value));
    };
    await each(transaction, 'chunks', Infinity, sizes.chunksAtOnce, take);
    const chunkCount = opening.length;
    await each(transaction, 'delta', views?.since ?? Infinity, sizes.chunksAtOnce, take);
    return {
      has: { cursor, queries, description },
      cursor: cursor && open(cursor),
      known,
      preview,
      opening,
      chunkCount,
    };
  });
  const [cursor, [queries, description, onTop], preview, opened] = await Promise.all([
    read.cursor,
    read.known,
    read.preview,
    Promise.all(read.opening),
  ]);
  const chunks = opened.slice(0, read.chunkCount);
  const delta = [...opened.slice(read.chunkCount), ...onTop];
  const { has } = read;
  const isUnreadable =
    [...chunks, ...delta].includes(undefined) ||
    (has.cursor && !cursor) ||
    (has.queries && !queries) ||
    (has.description && !description);
  if (isUnreadable) return { image: 'unreadable', deltas: delta.length };
  if (opened.length + onTop.length === 0 && !cursor && !description && !queries) return { image: undefined, deltas: 0 };
  const newest = new Newest();
  const changed = (delta as Segment[]).toReversed().map((segment) => newest.of(segment));
  const views = preview && (await viewsOf(preview));
  const image: CacheImage = {
    cursor: (delta.at(-1) ?? cursor)?.cursor ?? null,
    description,
    queries: queries ?? [],
    records: [...(chunks as Segment[]).map(({ put }) => newest.among(put)), ...changed.toReversed()].flat(),
    ...(views && { views }),
  };
  return { image, deltas: delta.length };
}

/** Takes each value of a store up to a key, in order, read so many at once. All are asked for at the start: the storage goes on while the page takes in those before. */
async function each(
  transaction: Transaction<CacheSchema, 'readonly'>,
  store: 'chunks' | 'delta',
  to: number,
  atOnce: number,
  take: (value: Sealed) => void,
): Promise<void> {
  const values = transaction.objectStore(store);
  const keys = await values.getAllKeys(IDBKeyRange.upperBound(to));
  const reading: Promise<readonly Sealed[]>[] = [];
  for (let from = 0; from < keys.length; from += atOnce) {
    const last = Math.min(from + atOnce, keys.length) - 1;
    const some = values.getAll(IDBKeyRange.bound(keys[from], keys[last]));
    watched(some);
    reading.push(some);
  }
  for (const some of reading) for (const value of await some) take(value);
}
