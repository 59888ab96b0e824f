export { createMemoryStore, memoryBackend, type MemoryStore, type MemoryStoreOptions } from './create-memory-store.ts';
// For backends that keep their records elsewhere and work on them in memory.
export { tableBackend } from './table-backend.ts';
export type { OpenTables, TableStore } from './table-store.ts';
export { ChangeLog, type LoggedChange } from './change-log.ts';
export { RecordTables } from './record-tables.ts';
export { memoryStorage, tableReads } from './memory-storage.ts';
