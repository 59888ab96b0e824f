import type { BenchContact } from '../filter/contacts.ts';

/** Something that keeps contacts in the browser, in the set-up its documentation recommends. */
export interface StoreContender {
  /** Keeps contacts where there are none. Resolves when they would be there after a reload. */
  ingest(contacts: readonly BenchContact[]): Promise<void>;
  /** In a new page: has every contact at hand, so that anything can be asked of them. Answers how many there are. */
  open(): Promise<number>;
  /** The ids of the first thousand contacts of a country, oldest first. Opens what it needs. */
  view(country: string): Promise<readonly string[]>;
  /** Keeps one contact that has changed. Resolves when it would be there after a reload. */
  change(contact: BenchContact): Promise<void>;
  /** Lets go of the databases. */
  close(): Promise<void>;
}

export const viewSize = 1_000;

/** The view's answer from contacts in memory. */
export function firstOf(contacts: Iterable<BenchContact>, country: string): readonly string[] {
  const found: BenchContact[] = [];
  for (const contact of contacts) if (contact.country === country) found.push(contact);
  return found
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.id < b.id ? -1 : 1))
    .slice(0, viewSize)
    .map(({ id }) => id);
}

declare global {
  interface Window {
    contender: StoreContender;
  }
}
