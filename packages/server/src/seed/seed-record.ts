import { currencyDecimals, toInstant, type DateOnly, type Money, type RecordId } from '@rapport/core/model';
import type { Country } from './countries.ts';
import { createChance, seededId, type Chance } from './chance.ts';

/** A record as it is created. */
export interface SeedRecord {
  readonly type: string;
  readonly id: RecordId;
  readonly set: Readonly<Record<string, unknown>>;
}

export interface SeedOptions {
  /** The same seed, size and end make the same records. */
  readonly seed: number;
  readonly companies: number;
  /** Where the two years of history end, in milliseconds since 1970. */
  readonly until: number;
}

/** What a part of the seed is made with. */
export interface Workshop {
  readonly options: SeedOptions;
  readonly chance: Chance;
  /** A record whose id is that of its name, and its time. Values that are undefined are left out. */
  record(type: string, name: string, time: number, set: Readonly<Record<string, unknown>>): SeedRecord;
}

export function createWorkshop(options: SeedOptions, scope: string): Workshop {
  return {
    options,
    chance: createChance(options.seed, scope),
    record: (type, name, time, set) => ({
      type,
      id: seededId(options.seed, `${type}/${name}`, time),
      set: Object.fromEntries(
        Object.entries({ ...set, createdAt: instantOf(Math.min(time, options.until)) }).filter(
          ([, value]) => value !== undefined,
        ),
      ),
    }),
  };
}

export const day = 86_400_000;
export const hour = 3_600_000;
export const minute = 60_000;

/** A moment of the working day where the country is, on the day that an instant falls in; never on a weekend. */
export function atWork(time: number, { hours }: Country, chance: Chance): number {
  const start = Math.floor(time / day) * day;
  const weekday = new Date(start).getUTCDay();
  const moved = start - (weekday === 6 ? day : weekday === 0 ? 2 * day : 0);
  return moved + (8 - hours) * hour + chance.int(0, 9 * 60) * minute + chance.int(0, 59) * 1_000;
}

export const instantOf = toInstant;
export const dateOf = (time: number): DateOnly => toInstant(time).slice(0, 10);

/** A price in euros in the country's currency, rounded as prices are. */
export function priceIn(euros: number, { currency, perEuro }: Country): Money {
  const decimals = currencyDecimals(currency);
  const local = euros * perEuro;
  const step = local >= 1_000 ? 10 : 1;
  return { amount: Math.round(local / step) * step * 10 ** decimals, currency };
}

/** A text with what stands for its placeholders. */
export function put(text: string, words: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);
}
