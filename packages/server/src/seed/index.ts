export type { SeedOptions, SeedRecord } from './seed-record.ts';
export { seedRecords } from './seed-records.ts';
export { writeSeed, type SeedReport } from './write-seed.ts';
