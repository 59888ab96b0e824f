import type { AnyRecord, BackendDescription } from '@rapport/core';
import fc from 'fast-check';
import type { KeptQuery, KeptView } from '../../device-storage.ts';
import type { IndexedDbCache, CacheSizes } from '../cache.ts';
import { aDevice, patient } from './a-device.ts';
import { failingWrites } from './failing-writes.ts';
import { aContact, idOf } from './kept.ts';
import { isStorageFault, same } from './same.ts';

const sizes: CacheSizes = { chunk: 4, chunksAtOnce: 2, foldAfter: Infinity };

const key = 'contacts';
const queries: readonly KeptQuery[] = [];
const description = { name: 'test', paging: {} } as BackendDescription;
const numbers = fc.uniqueArray(fc.nat(25), { maxLength: 14 });
const fails = fc.option(fc.nat(8));
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('apply' as const),
      put: numbers,
      remove: numbers,
      hasViews: fc.boolean(),
      fails,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('fold' as const), fails }) },
  fc.record({ kind: fc.constant('lead' as const) }),
  fc.record({ kind: fc.constant('clear' as const) }),
  fc.record({ kind: fc.constant('stale' as const), put: numbers }),
  fc.record({ kind: fc.constant('reopen' as const) }),
);

/** Records are put and removed, folded, cleared, and the storage fails: what is read, and what is told of it early, is what was applied, as of the cursor that came with it. */
export async function checkCacheHistories(runs: number): Promise<void> {
  const storage = failingWrites();
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const account = crypto.randomUUID();
        let { device } = await aDevice(account, { sizes }, patient);
        let fence = await device.cache.lead();
        let model: Map<string, AnyRecord> | undefined;
        let isViewed = false;
        let cursor = '';
        let version = 0;
        for (const one of steps) {
          version += 1;
          const put = 'put' in one ? one.put.map((n) => aContact(n, version)) : [];
          if ('fails' in one && one.fails !== null) storage.failAfter(one.fails + 1);
          try {
            if (one.kind === 'apply') {
              const remove = one.remove
                .filter((n) => !one.put.includes(n))
                .map((n) => ({ type: 'contact', id: idOf(n) }));
              const next = new Map(model);
              for (const record of put) next.set(record.id, record);
              for (const { id } of remove) next.delete(id);
              const views = [
                { key: 'none', records: [], horizon: null },
                { key, records: sorted(next.values()), horizon: null },
              ];
              const change = {
                cursor: `e.${version}`,
                put,
                remove,
                ...(one.hasViews && { views, queries, description }),
              };
              same(await device.cache.apply(change, fence), true, 'the answer to a change');
              ({ cursor } = change);
              model = next;
              isViewed ||= one.hasViews;
            } else if (one.kind === 'fold') {
              await (device.cache as IndexedDbCache).fold(fence);
            } else if (one.kind === 'stale') {
              const isKept = await device.cache.apply({ cursor: 'e.0', put, remove: [] }, fence - 1);
              same(isKept, false, 'the answer to somebody who had the pen before');
            } else if (one.kind === 'lead') {
              fence = await device.cache.lead();
            } else if (one.kind === 'clear') {
              same(await device.cache.clear(fence), true, 'the answer to a clearing');
              model = undefined;
              isViewed = false;
            } else {
              await device.close();
              ({ device } = await aDevice(account, { sizes }, patient));
            }
          } catch (error) {
            isStorageFault(error);
          }
          storage.failAfter(Infinity);
          let early: { readonly cursor: string | null; readonly view: Promise<KeptView | undefined> } | undefined;
          const image = await device.cache.load(({ cursor, view }) => (early = { cursor, view: view(key) }));
          same(
            early && { cursor: early.cursor, records: sorted((await early.view)?.records ?? []) },
            model && isViewed ? { cursor, records: sorted(model.values()) } : undefined,
            'what is told early',
          );
          same(
            image && { cursor: image.cursor, records: sorted(image.records) },
            model && { cursor, records: sorted(model.values()) },
            'what is read',
          );
        }
        await device.wipe();
      }),
      { numRuns: runs },
    );
  } finally {
    storage.stop();
  }
}

function sorted(records: Iterable<AnyRecord>): AnyRecord[] {
  return [...records].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
