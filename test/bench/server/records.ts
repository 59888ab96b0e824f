/** The data all contenders hold, made alike from a number: contacts, and activities skewed to few of them. */
export interface Size {
  readonly contacts: number;
  readonly activities: number;
}

export const size: Size = {
  contacts: Number(process.env['CONTACTS'] ?? 20_000),
  activities: Number(process.env['ACTIVITIES'] ?? 100_000),
};

const idOf = (kind: number, index: number): string =>
  `0000000${kind}-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
export const contactId = (index: number): string => idOf(1, index);
export const activityId = (index: number): string => idOf(2, index);

const names = ['Ada', 'Grace', 'Zoë', 'Jürgen', 'Müller', 'Hopper', 'Łukasz', 'Søren', 'Chloé', 'Ivan', 'Mei', 'Amina'];
const countries = ['Germany', 'France', 'Poland', 'Japan', 'Brazil', 'Kenya', 'Denmark'];
const kinds = ['call', 'email', 'meeting', 'note', 'chat'];
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

export interface ContactValues {
  readonly name: string;
  readonly email: string;
  readonly jobTitle: string;
  readonly country: string;
}

export const contactValues = (index: number): ContactValues => ({
  name: `${pick(names, index)} ${pick(names, Math.floor(index / 7))} ${index}`,
  email: `person${index}@example.com`,
  jobTitle: `Engineer ${index % 50}`,
  country: pick(countries, index),
});

export const countryOfSearch = (index: number): string => pick(countries, index);

/** The contact of the n-th activity: half of all activities belong to an eighth of the contacts. */
export const contactOf = (index: number): string =>
  contactId(Math.floor((((index * 7919) % 100_003) / 100_003) ** 3 * size.contacts));

export interface ActivityValues {
  readonly kind: string;
  readonly occurredAt: string;
  readonly subject: string;
  readonly body: string;
  readonly direction: string;
  readonly durationSeconds: number;
  readonly public: boolean;
}

const end = Date.parse('2026-03-01T12:00:00.000Z');
export const activityValues = (index: number): ActivityValues => ({
  kind: pick(kinds, index),
  occurredAt: new Date(end - index * 601_000).toISOString(),
  subject: `Subject of what happened ${index}`,
  body: `What was said the ${index}th time: nobody knows any more, but it was long enough to be worth a second line.`,
  direction: index % 2 === 0 ? 'inbound' : 'outbound',
  durationSeconds: index % 3_600,
  public: index % 5 === 0,
});
