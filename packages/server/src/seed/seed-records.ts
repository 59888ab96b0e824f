import { seedCompany } from './seed-company.ts';
import { seedHouse } from './seed-house.ts';
import type { SeedOptions, SeedRecord } from './seed-record.ts';

/** The records of a believable company and its customers, each after those it refers to. */
export function* seedRecords(options: SeedOptions): Generator<SeedRecord> {
  const house = seedHouse(options);
  yield* house.records;
  for (let index = 0; index < options.companies; index++) yield* seedCompany(options, house, index);
  yield house.last;
}
