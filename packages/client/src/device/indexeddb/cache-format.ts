import type { AnyRecord, BackendDescription, RecordRef } from '@rapport/core';
import type { CacheChange, KeptQuery, KeptView } from '../device-storage.ts';
import type { Sealed, Sealer } from '../../indexeddb/index.ts';
import { columned } from './first-table.ts';
import { readValue, type Format } from './format.ts';
import { fromTables, toTables, type RecordTable } from './record-table.ts';

/** Some of what there is: records as they are, and those that are gone. In the delta also how far the backend's history was taken in by it. */
export interface Segment {
  readonly put: readonly AnyRecord[];
  readonly remove: readonly RecordRef[];
  readonly cursor: string | null;
}

/** A segment as it is written. */
export type StoredSegment = Omit<Segment, 'put'> & { readonly put: readonly RecordTable[] };

/** What is kept in the cache, by its form. What can't be brought to the present one is dropped with all the rest: it can be asked for again. */
export interface CacheFormats {
  readonly schema: number;
  readonly segment: Format<StoredSegment>;
  readonly queries: Format<readonly KeptQuery[]>;
  readonly description: Format<BackendDescription>;
  readonly viewIndex: Format<ViewIndex>;
  readonly view: Format<StoredView>;
}

/** Whose views there are, and what they are as of. */
export interface ViewIndex {
  readonly cursor: string | null;
  readonly keys: readonly string[];
}

/** A view as it is written. */
export type StoredView = Omit<KeptView, 'records'> & { readonly put: readonly RecordTable[] };

const schema = 2;
const unchanged = { 1: (value: unknown) => value };
const withTables = { 1: columned };

export const cacheFormats: CacheFormats = {
  schema,
  segment: {
    schema,
    upcasters: withTables,
    matches: (value): value is StoredSegment =>
      isObject(value) && Array.isArray(value['put']) && Array.isArray(value['remove']),
  },
  queries: { schema, upcasters: unchanged, matches: (value): value is readonly KeptQuery[] => Array.isArray(value) },
  description: {
    schema,
    upcasters: unchanged,
    matches: (value): value is BackendDescription => isObject(value) && isObject(value['paging']),
  },
  viewIndex: {
    schema,
    upcasters: unchanged,
    matches: (value): value is ViewIndex => isObject(value) && Array.isArray(value['keys']),
  },
  view: {
    schema,
    upcasters: withTables,
    matches: (value): value is StoredView =>
      isObject(value) && typeof value['key'] === 'string' && Array.isArray(value['put']),
  },
};

export function sealSegment(sealer: Sealer, { put, remove, cursor }: Segment): Promise<Sealed> {
  return sealer.seal({ put: toTables(put), remove, cursor } satisfies StoredSegment);
}

/** Undefined where it can't be read. */
export async function openSegment(
  sealer: Sealer,
  format: Format<StoredSegment>,
  sealed: Sealed,
): Promise<Segment | undefined> {
  const stored = await readValue(sealer, format, sealed);
  return stored && { ...stored, put: fromTables(stored.put) };
}

/** A change in values of a good size. The last one bears the cursor: all of them are written together. */
export function segmentsOf({ put, remove, cursor }: CacheChange, size: number): readonly Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (; put.length - from > size; from += size)
    segments.push({ put: put.slice(from, from + size), remove: [], cursor: null });
  return [...segments, { put: put.slice(from), remove, cursor }];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
