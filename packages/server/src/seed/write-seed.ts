import { RapportError } from '@rapport/core';
import { toInstant } from '@rapport/core/model';
import type { Backend, Mutation } from '@rapport/core/port';
import { seededId } from './chance.ts';
import { parseSeedName, seedName } from './seed-house.ts';
import type { SeedOptions, SeedRecord } from './seed-record.ts';
import { seedRecords } from './seed-records.ts';

export interface SeedReport {
  /** `present`: a seed was there before, and nothing was changed. */
  readonly outcome: 'seeded' | 'present';
  /** What is there now: the seed, its size and its end. */
  readonly options: SeedOptions;
  readonly records: number;
}

// A mutation takes a thousand patches.
const batchSize = 500;

/**
 * Writes the seed through the authority. Where a seed is there already, nothing is changed; one that broke off is completed.
 * @throws RapportError where the backend refuses a record: the tenant then has records of its own in the way.
 */
export async function writeSeed(
  backend: Pick<Backend, 'query' | 'push'>,
  asked: SeedOptions,
  onProgress: (records: number) => void = () => undefined,
): Promise<SeedReport> {
  const found = await seedOf(backend, 'pipeline');
  const options = found ?? asked;
  if (found && (await seedOf(backend, 'team'))) return { outcome: 'present', options, records: 0 };
  let written = 0;
  for (const [index, records] of batches(seedRecords(options)).entries()) {
    await pushAll(backend, mutationOf(options, index, records));
    written += records.length;
    onProgress(written);
  }
  return { outcome: 'seeded', options, records: written };
}

/** What a tenant was seeded with, as its pipeline (written first) and its last team (written last) say. */
async function seedOf(backend: Pick<Backend, 'query'>, type: 'pipeline' | 'team'): Promise<SeedOptions | undefined> {
  const { records } = await backend.query({
    type,
    where: { field: 'externalIds.seed', op: 'exists', value: true },
    limit: 1,
  });
  return parseSeedName(records[0]?.externalIds['seed'] ?? '');
}

function batches(records: Iterable<SeedRecord>): SeedRecord[][] {
  const all: SeedRecord[][] = [];
  for (const record of records) {
    const last = all.at(-1);
    if (last && last.length < batchSize) last.push(record);
    else all.push([record]);
  }
  return all;
}

/** The id is the content's: writing the same seed again repeats the same mutations. */
function mutationOf(options: SeedOptions, index: number, records: readonly SeedRecord[]): Mutation {
  return {
    id: seededId(options.seed, `mutation/${seedName(options)}/${index}`, options.until),
    command: 'import.seed',
    at: toInstant(options.until),
    patches: records.map(({ type, id, set }) => ({ op: 'create', type, id, set })),
  };
}

async function pushAll(backend: Pick<Backend, 'push'>, mutation: Mutation): Promise<void> {
  const [result] = await backend.push([mutation]);
  if (result?.status === 'applied' || result?.status === 'duplicate') return;
  const reason =
    result?.status === 'refused'
      ? `${result.refusal.code} ${result.refusal.field ?? ''} ${JSON.stringify(result.refusal.params ?? {})}`
      : (result?.status ?? 'no answer');
  throw new RapportError(
    'seed-refused',
    `The seed was refused: ${reason}. Seed an empty database, or another --tenant.`,
  );
}
