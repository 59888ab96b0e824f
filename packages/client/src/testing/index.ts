import type { AnyRecord } from '@rapport/core';
import {
  createClient,
  type Client,
  type ClientOptions,
  type LiveQuery,
  type LiveRequest,
  type LiveSnapshot,
} from '../index.ts';
import { countingIds } from './records.ts';
import { ScriptedBackend } from './scripted-backend.ts';
import { settle, VirtualTime } from './virtual-time.ts';

export { FakeBrowser, FakeTab } from './fake-tabs.ts';
export { MemoryCache } from './memory-cache.ts';
export { Replica } from './replica.ts';
export { MemoryDevice } from './memory-device.ts';
export { aContact, aRecord, countingIds, idOf } from './records.ts';
export { ScriptedBackend } from './scripted-backend.ts';
export { settle, VirtualTime } from './virtual-time.ts';

export interface Scene {
  readonly backend: ScriptedBackend;
  readonly time: VirtualTime;
  readonly client: Client;
}

/** A client over a backend with these records. */
export async function aScene(records: readonly AnyRecord[] = [], options: Partial<ClientOptions> = {}): Promise<Scene> {
  const backend = new ScriptedBackend();
  for (const record of records) backend.records.set(record.id, record);
  const time = new VirtualTime();
  const client = createClient({
    backend,
    clock: time.clock,
    schedule: time.schedule,
    newId: countingIds(1_000_000),
    random: () => 0,
    wake: () => () => {},
    ...options,
  });
  return { backend, time, client };
}

export interface Watched {
  readonly query: LiveQuery;
  /** Every snapshot that subscribers were told of. */
  readonly seen: LiveSnapshot[];
  readonly stop: () => void;
  /** A field of each record, in the present order. */
  readonly shown: (field?: string) => readonly unknown[];
}

/** Subscribes, and waits for the first answer. */
export async function watch(client: Client, request: LiveRequest): Promise<Watched> {
  const query = client.live(request);
  const seen: LiveSnapshot[] = [];
  const stop = query.subscribe(() => seen.push(query.getSnapshot()));
  await settle();
  return {
    query,
    seen,
    stop,
    shown: (field = 'name') => query.getSnapshot().records.map((record) => (record as AnyRecord)[field]),
  };
}
