export { ChangeLog, type LoggedChange } from './change-log.ts';
export { RecordTables } from './record-tables.ts';
export { memoryStorage, tableReads } from './memory-storage.ts';
