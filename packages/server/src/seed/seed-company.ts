import type { RecordId } from '@rapport/core/model';
import { countries, type Country, type Name } from './countries.ts';
import { industries, jobTitles } from './catalogue.ts';
import { seedActivities } from './seed-activities.ts';
import { seedDeals } from './seed-deals.ts';
import type { Colleague, House } from './seed-house.ts';
import {
  atWork,
  createWorkshop,
  day,
  instantOf,
  priceIn,
  type SeedOptions,
  type SeedRecord,
  type Workshop,
} from './seed-record.ts';
import { seedRenewals } from './seed-renewals.ts';
import { seedTickets } from './seed-tickets.ts';

/** A contact of the seed, with what its history is made of. */
export interface Person {
  readonly id: RecordId;
  readonly company: RecordId;
  readonly name: string;
  readonly givenName: string;
  readonly email: string;
  readonly country: Country;
  /** The language of what the person writes. */
  readonly language: Country['language'];
  readonly seller: Colleague;
  readonly since: number;
  /** How many things happened with the person. */
  readonly episodes: number;
}

// The host's numbers of its customers start here; the first is the one with the long history.
const firstNumber = 10_042;
const contactsPerCompany = 3;

/** A customer: the company, its people and all that happened with them. Company `index` is the same whatever the number of companies. */
export function* seedCompany(options: SeedOptions, house: House, index: number): Generator<SeedRecord> {
  const workshop = createWorkshop(options, `company/${index}`);
  const { chance, record } = workshop;
  const country = countries[index % countries.length] ?? chance.pick(countries);
  const since = options.until - (index === 0 ? 725 : chance.int(60, 720)) * day;
  const [word, latin] =
    country.companyWords[Math.floor(index / countries.length) % country.companyWords.length] ??
    chance.pick(country.companyWords);
  const name = chance.pick(country.companyForms).replace('{}', word);
  const domain = `${slug(latin)}${index >= countries.length * country.companyWords.length ? index : ''}.example`;
  const [locality, postcode, street] = chance.pick(country.cities);
  const speaker = house.staff.find(({ language, team }) => language === country.language && team === 'sales');
  const seller = speaker ?? chance.pick(house.staff.filter(({ team }) => team === 'sales'));
  const company = record('company', String(index), since, {
    name,
    domain,
    website: `https://www.${domain}`,
    industry: chance.pick(industries),
    country: country.code,
    owner: seller.id,
    email: `office@${domain}`,
    phone: `${country.phone} ${chance.int(1_000_000, 9_999_999)}`,
    address: { street, postcode, locality, country: country.code },
    employees: chance.int(4, 900),
    annualRevenue: priceIn(chance.int(4, 900) * 150_000, country),
    foundedYear: chance.int(1921, 2021),
    roles: ['customer'],
    lifecycleStage: chance.maybe(0.7) ? 'customer' : 'opportunity',
    tags: chance.maybe(0.3) ? ['key account'] : [],
    'externalIds.erp': `C${70_001 + index}`,
  });
  yield company;

  const people: Person[] = [];
  for (let position = 0; position < contactsPerCompany; position++) {
    const made = seedContact(workshop, { index, position, country, company: company.id, domain, seller, since });
    people.push(made.person);
    yield made.record;
  }
  for (const [position, person] of people.entries()) yield* seedConsents(workshop, person, `${index}/${position}`);
  const deals = [...seedDeals(workshop, house, people, String(index))];
  yield* deals;
  yield* seedRenewals(options, house, people, String(index));
  yield* seedTickets(workshop, house, people, String(index));
  const dealIds = deals.filter(({ type }) => type === 'deal').map(({ id }) => id);
  for (const [position, person] of people.entries())
    yield* seedActivities(workshop, house, person, dealIds, `${index}/${position}`);
}

interface ContactPlan {
  readonly index: number;
  readonly position: number;
  readonly country: Country;
  readonly company: RecordId;
  readonly domain: string;
  readonly seller: Colleague;
  readonly since: number;
}

function seedContact(
  { chance, record }: Workshop,
  plan: ContactPlan,
): { readonly record: SeedRecord; readonly person: Person } {
  const { index, position, country, company, domain, seller, since } = plan;
  const rich = index === 0 && position === 0;
  const given: Name = rich ? ['Greta', 'greta'] : chance.pick(country.given);
  const family: Name = rich ? ['Hartmann', 'hartmann'] : chance.pick(country.family);
  const name = country.familyFirst ? `${family[0]} ${given[0]}` : `${given[0]} ${family[0]}`;
  const email = `${slug(given[1])}.${slug(family[1])}${position > 0 ? position : ''}@${domain}`;
  const language = rich ? 'en' : country.language;
  const [locality, postcode, street] = chance.pick(country.cities);
  const made = record('contact', `${index}/${position}`, since + position, {
    name,
    givenName: given[0],
    familyName: family[0],
    email,
    company,
    language,
    owner: seller.id,
    country: country.code,
    timeZone: country.timeZone,
    phone: `${country.phone} ${chance.int(1_000_000, 9_999_999)}`,
    jobTitle: rich ? 'Head of laboratory' : chance.pick(jobTitles),
    address: { street, postcode, locality, country: country.code },
    roles: ['customer'],
    lifecycleStage: rich ? 'advocate' : chance.pick(['lead', 'qualified', 'customer', 'customer']),
    source: chance.pick(['Trade fair', 'Website', 'Recommendation', 'Newsletter']),
    tags: rich ? ['reference', 'beta tester'] : [],
    birthday: chance.maybe(0.2) ? `19${chance.int(60, 99)}-0${chance.int(1, 9)}-1${chance.int(0, 9)}` : undefined,
    'externalIds.erp': String(firstNumber + index * contactsPerCompany + position),
  });
  const episodes = rich ? 215 : position === 0 ? chance.int(8, 18) : chance.int(1, 6);
  return {
    record: made,
    person: { id: made.id, company, name, givenName: given[0], email, country, language, seller, since, episodes },
  };
}

function* seedConsents({ chance, record, options }: Workshop, person: Person, name: string): Generator<SeedRecord> {
  const granted = atWork(person.since + chance.int(1, 20) * day, person.country, chance);
  const consent = { contact: person.id, purpose: 'newsletter', legalBasis: 'consent', source: 'web form' };
  yield record('consent', `${name}/email`, granted, {
    ...consent,
    channel: 'email',
    status: 'granted',
    capturedAt: instantOf(granted),
    evidence: 'Double opt-in confirmed',
  });
  const withdrawn = atWork(granted + chance.int(100, 400) * day, person.country, chance);
  if (chance.maybe(0.15) && withdrawn < options.until) {
    yield record('consent', `${name}/email/2`, withdrawn, {
      ...consent,
      channel: 'email',
      status: 'withdrawn',
      capturedAt: instantOf(withdrawn),
      source: 'unsubscribe link',
    });
  }
  if (!chance.maybe(0.4)) return;
  yield record('consent', `${name}/phone`, granted, {
    ...consent,
    channel: 'phone',
    purpose: 'offers',
    status: chance.maybe(0.8) ? 'granted' : 'denied',
    capturedAt: instantOf(granted),
  });
}

const slug = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9-]/g, '');
