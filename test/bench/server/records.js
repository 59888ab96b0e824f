export const size = {
  contacts: Number(process.env['CONTACTS'] ?? 20_000),
  activities: Number(process.env['ACTIVITIES'] ?? 100_000),
};
const idOf = (kind, index) => `0000000${kind}-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
export const contactId = (index) => idOf(1, index);
export const activityId = (index) => idOf(2, index);
const names = ['Ada', 'Grace', 'Zoë', 'Jürgen', 'Müller', 'Hopper', 'Łukasz', 'Søren', 'Chloé', 'Ivan', 'Mei', 'Amina'];
const countries = ['Germany', 'France', 'Poland', 'Japan', 'Brazil', 'Kenya', 'Denmark'];
const kinds = ['call', 'email', 'meeting', 'note', 'chat'];
const pick = (list, index) => list[index % list.length];
export const contactValues = (index) => ({
  name: `${pick(names, index)} ${pick(names, Math.floor(index / 7))} ${index}`,
  email: `person${index}@example.com`,
  jobTitle: `Engineer ${index % 50}`,
  country: pick(countries, index),
});
export const countryOfSearch = (index) => pick(countries, index);
/** The contact of the n-th activity: half of all activities belong to an eighth of the contacts. */
export const contactOf = (index) => contactId(Math.floor((((index * 7919) % 100_003) / 100_003) ** 3 * size.contacts));
const end = Date.parse('2026-03-01T12:00:00.000Z');
export const activityValues = (index) => ({
  kind: pick(kinds, index),
  occurredAt: new Date(end - index * 601_000).toISOString(),
  subject: `Subject of what happened ${index}`,
  body: `What was said the ${index}th time: nobody knows any more, but it was long enough to be worth a second line.`,
  direction: index % 2 === 0 ? 'inbound' : 'outbound',
  durationSeconds: index % 3_600,
  public: index % 5 === 0,
});
//# sourceMappingURL=records.js.map
