import type { AnyRecord } from '@rapport/core';

/** A contact. `country` is one of a hundred, a thousand contacts each. */
export type Row = AnyRecord & { readonly name: string; readonly country: string };

/** Reproducible numbers from 0 up to 1 (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const syllables = 'ka lo mi ra ne to su be di fa go ha ju ly my no pe qui ri sa te ul va we xi yo ze'.split(' ');

export function nameOf(random: () => number): string {
  const word = (): string =>
    Array.from({ length: 3 }, () => syllables[Math.floor(random() * syllables.length)]).join('');
  return `${word()} ${word()} ${Math.floor(random() * 1_000)}`;
}

export const countryOf = (group: number): string => `C${String(group).padStart(2, '0')}`;

export function makeRows(count: number, random: () => number): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    type: 'contact',
    id: `00000000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`,
    version: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    externalIds: {},
    custom: {},
    name: nameOf(random),
    country: countryOf(index % 100),
    email: `person${index}@example.com`,
    phone: `+49 30 ${index}`,
    jobTitle: index % 3 === 0 ? 'Buyer' : 'Clerk',
    lifecycleStage: index % 2 === 0 ? 'lead' : 'customer',
    language: 'de',
    timeZone: 'Europe/Berlin',
    source: 'import',
  }));
}
