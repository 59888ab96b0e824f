import type { AnyRecord, BackendDescription } from '@rapport/core';
import { refKey } from '@rapport/core/identity';
import type { CachePreview, KeptQuery, KeptView } from '../device-storage.ts';
import type { Sealed, Sealer } from '../../indexeddb/index.ts';
import type { CacheFormats, Segment, StoredView, ViewIndex } from './cache-format.ts';
import { readValue } from './format.ts';
import { fromTables, toTables } from './record-table.ts';

/** Views in one value: to show one, only that one is opened. */
export interface SealedViews {
  readonly index: Sealed;
  readonly values: readonly Sealed[];
}

/** Views as they lie in the database. */
export interface StoredViews extends SealedViews {
  /** The key of the delta's last value that is in them: what came later is to be put on top. */
  readonly since: number;
}

/** Seals views, each once for as long as it stays the same. */
export class ViewSealing {
  readonly #sealer: Sealer;
  readonly #sealed = new WeakMap<KeptView, Promise<Sealed>>();

  constructor(sealer: Sealer) {
    this.#sealer = sealer;
  }

  async seal(views: readonly KeptView[], cursor: string | null): Promise<SealedViews> {
    const values: Sealed[] = [];
    for (const view of views) values.push(await this.#sealOne(view));
    const index: ViewIndex = { cursor, keys: views.map(({ key }) => key) };
    return { index: await this.#sealer.seal(index), values };
  }

  #sealOne(view: KeptView): Promise<Sealed> {
    let sealed = this.#sealed.get(view);
    if (!sealed) {
      const { key, horizon, records } = view;
      sealed = this.#sealer.seal({ key, horizon, put: toTables(records) } satisfies StoredView);
      this.#sealed.set(view, sealed);
    }
    return sealed;
  }
}

interface Preview extends CachePreview {
  readonly keys: readonly string[];
}

/** A preview from the views, with what changed since on top; undefined where something can't be read. */
export async function previewOf(
  views: StoredViews,
  [queries, description, news]: readonly [
    readonly KeptQuery[] | undefined,
    BackendDescription | undefined,
    readonly (Segment | undefined)[],
  ],
  sealer: Sealer,
  formats: CacheFormats,
): Promise<Preview | undefined> {
  const index = await readValue(sealer, formats.viewIndex, views.index);
  if (!index || !queries || !description || news.includes(undefined)) return undefined;
  const changes = news as readonly Segment[];
  return {
    cursor: (changes.at(-1) ?? index).cursor,
    description,
    queries,
    keys: index.keys,
    view: async (key) => {
      const sealed = views.values[index.keys.indexOf(key)];
      const stored = sealed && (await readValue(sealer, formats.view, sealed));
      return stored?.key === key ? asOf(stored, changes) : undefined;
    },
  };
}

/** All views that can be read. */
export async function viewsOf({ keys, view }: Preview): Promise<readonly KeptView[]> {
  return (await Promise.all(keys.map(view))).flatMap((one) => one ?? []);
}

/** A view with what changed since on top, whether that belongs there or not. */
function asOf({ key, horizon, put }: StoredView, changes: readonly Segment[]): KeptView {
  const records = fromTables(put);
  if (changes.length === 0) return { key, horizon, records };
  const byKey = new Map<string, AnyRecord>(records.map((record) => [refKey(record), record]));
  for (const change of changes) {
    for (const ref of change.remove) byKey.delete(refKey(ref));
    for (const record of change.put) byKey.set(refKey(record), record);
  }
  return { key, horizon, records: [...byKey.values()] };
}
