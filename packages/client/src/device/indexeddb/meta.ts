import type { DBSchema, IDBPDatabase } from 'idb';
import { watched, type Transaction } from '../../indexeddb/index.ts';

/** A store that every database of a device has: what is known of it as a whole. `birth` names it. */
export interface MetaSchema extends DBSchema {
  meta: { key: string; value: unknown };
}

export function createMeta<Schema extends MetaSchema>(database: IDBPDatabase<Schema>): void {
  const meta = (database as unknown as IDBPDatabase<MetaSchema>).createObjectStore('meta');
  watched(meta.put(crypto.randomUUID(), 'birth'));
}

export function birthOf<Schema extends MetaSchema>(transaction: Transaction<Schema, 'readonly'>): Promise<unknown> {
  return (transaction as unknown as Transaction<MetaSchema, 'readonly'>).objectStore('meta').get('birth');
}
