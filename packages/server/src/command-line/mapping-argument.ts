import { readFile } from 'node:fs/promises';
import { mappingFromOptions, parseMapping, type Mapping } from '../import/index.ts';
import { CommandError } from './command-error.ts';

/** What a command line says of a mapping. */
export interface MappingArguments {
  readonly mapping?: string;
  readonly map: readonly string[];
  readonly type?: string;
  readonly system?: string;
  readonly id?: string;
  readonly format?: 'csv' | 'whitespace';
  readonly delimiter?: string;
  readonly encoding?: 'utf8' | 'latin1' | 'utf16le';
}

/** @throws CommandError or InvalidInputError, with what is missing. */
export async function mappingOf({
  mapping,
  map,
  type,
  system,
  id,
  format,
  delimiter,
  encoding,
}: MappingArguments): Promise<Mapping> {
  const base = {
    ...(format ? { format } : {}),
    ...(delimiter ? { delimiter } : {}),
    ...(encoding ? { encoding } : {}),
  };
  if (mapping !== undefined) return { ...parseMapping(await readJson(mapping)), ...base };
  if (type === undefined || system === undefined || id === undefined || map.length === 0) {
    throw new CommandError(
      'Say how columns become fields: --mapping FILE, or --type, --system, --id and at least one --map field=column.',
      2,
    );
  }
  return mappingFromOptions({ type, system, id, map }, base);
}

/** A name alone is one of the mappings that come with this package; built or not, they lie three folders up or two. */
async function readJson(nameOrFile: string): Promise<unknown> {
  const ready = /^[a-z-]+$/.test(nameOrFile)
    ? ['../../../mappings/', '../../mappings/'].map((folder) => new URL(`${folder}${nameOrFile}.json`, import.meta.url))
    : [nameOrFile];
  for (const file of ready) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new CommandError(
        `The mapping ${nameOrFile} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`,
        2,
        { cause },
      );
    }
  }
  throw new CommandError(
    `There is no mapping ${nameOrFile}. Give a JSON file, or cdnow, crm-sales-accounts, crm-sales-products, crm-sales-teams or crm-sales-deals.`,
    2,
  );
}
