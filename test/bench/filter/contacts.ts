import { createModel, recordType, standardTypes, type AnyRecord } from '@rapport/core';

const { contact, company, user, activity, deal, stage } = standardTypes;

/** Contacts of about 15 fields, all at the record's root as peers like them, with activities and deals that refer to them. */
export const model = createModel([
  recordType('contact', {
    title: 'name',
    fields: {
      name: contact.fields.name,
      email: contact.fields.email,
      jobTitle: contact.fields.jobTitle,
      country: contact.fields.country,
      city: contact.fields.language,
      lifecycleStage: contact.fields.lifecycleStage,
      score: stage.fields.probability,
      employees: company.fields.employees,
      active: user.fields.active,
      source: contact.fields.source,
      tags: contact.fields.tags,
      birthday: contact.fields.birthday,
    },
  }),
  recordType('activity', {
    title: 'kind',
    fields: { kind: activity.fields.kind, occurredAt: activity.fields.occurredAt, contact: activity.fields.contact },
  }),
  recordType('deal', {
    title: 'status',
    fields: { status: deal.fields.status, amount: deal.fields.amount, contact: deal.fields.contact },
  }),
]);

export interface BenchContact extends AnyRecord {
  readonly name: string;
  readonly email: string | null;
  readonly jobTitle?: string;
  readonly country: string | null;
  readonly lifecycleStage: string;
  readonly score: number | null;
  readonly employees: number | null;
  readonly active: boolean;
  readonly source?: string;
  readonly tags: readonly string[];
}

export interface BenchActivity extends AnyRecord {
  readonly occurredAt: string;
}

export interface BenchDeal extends AnyRecord {
  readonly status: string;
  readonly amount: { readonly amount: number; readonly currency: string };
}

export const now = '2026-11-21T12:00:00.000Z';
const day = 86_400_000;

const given = [
  'Anna',
  'Ben',
  'Chloé',
  'David',
  'Emma',
  'Frank',
  'Grace',
  'Hans',
  'Ines',
  'Jürgen',
  'Karla',
  'Liam',
  'Maria',
  'Noah',
  'Olga',
  'Paul',
  'Rosa',
  'Søren',
  'Tina',
  'Zoe',
];
const family = [
  'Müller',
  'Schmidt',
  'Brandt',
  'Novak',
  'Rossi',
  'Martin',
  'García',
  'Jones',
  'Brown',
  'Klein',
  'Sandberg',
  'Weiss',
  'Dubois',
  'Silva',
  'Manning',
  'Okafor',
  'Tanaka',
  'Petrov',
  'Lang',
  'Costa',
];
const titles = [
  'Sales Manager',
  'Engineer',
  'Head of Purchasing',
  'Account Manager',
  'CEO',
  'Analyst',
  'Buyer',
  'Office manager',
  'Consultant',
  'Director',
];
const cities = ['Berlin', 'Wien', 'Zürich', 'Paris', 'London', 'Madrid', 'Roma', 'Oslo', 'Praha', 'Lisboa'];
const countries = ['DE', 'AT', 'CH', 'FR', 'GB', 'ES', 'IT', 'NO', 'CZ', 'PT', null];
const stages = ['subscriber', 'lead', 'qualified', 'opportunity', 'customer', 'advocate', 'former'];
const sources = ['import', 'web', 'event', 'referral', 'ads'];
const words = ['vip', 'newsletter', 'trial', 'renewal', 'press', 'beta'];

/** Random numbers in [0, 1) that a seed repeats (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const idOf = (kind: number, index: number): string =>
  `0190000${kind}-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;

/** Contacts as they come from a backend: through JSON. One in ten lacks a job title, one in ten a source, some values are null. */
export function makeContacts(count: number, seed: number): BenchContact[] {
  const random = seeded(seed);
  const any = <Value>(list: readonly Value[]): Value => list[Math.floor(random() * list.length)] as Value;
  const contacts: BenchContact[] = [];
  for (let index = 0; index < count; index++) {
    const [first, last] = [any(given), any(family)];
    const createdAt = new Date(
      Date.parse(now) - Math.floor(random() * 1_500) * day - Math.floor(random() * day),
    ).toISOString();
    const contact = {
      type: 'contact',
      id: idOf(0, index),
      version: 1,
      createdAt,
      updatedAt: createdAt,
      externalIds: {},
      custom: {},
      name: `${first} ${last}`,
      email:
        random() < 0.05
          ? null
          : `${first}.${last}${index % 97}@${any(['example.com', 'Example.org', 'mail.example.net', 'firma.example'])}`.toLowerCase(),
      ...(random() < 0.1 ? {} : { jobTitle: any(titles) }),
      country: any(countries),
      city: any(cities),
      lifecycleStage: any(stages),
      score: random() < 0.05 ? null : Math.floor(random() * 100),
      employees: random() < 0.2 ? null : Math.floor(random() ** 4 * 5_000),
      active: random() < 0.7,
      ...(random() < 0.1 ? {} : { source: any(sources) }),
      tags: words.filter(() => random() < 0.12),
      birthday: `19${50 + Math.floor(random() * 50)}-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 10)}`,
    };
    contacts.push(JSON.parse(JSON.stringify(contact)) as BenchContact);
  }
  return contacts;
}

/** Activities by contact: most contacts have few, some have thousands. */
export function makeActivities(count: number, contacts: number, seed: number): Map<string, BenchActivity[]> {
  const random = seeded(seed);
  const byContact = new Map<string, BenchActivity[]>();
  const days = Array.from({ length: 900 }, (_, index) => new Date(Date.parse(now) - index * day - 1).toISOString());
  for (let index = 0; index < count; index++) {
    const contact = idOf(0, Math.floor(random() ** 3 * contacts));
    const occurredAt = days[Math.floor(random() * days.length)] ?? now;
    const activity = {
      type: 'activity',
      id: idOf(1, index),
      version: 1,
      createdAt: now,
      updatedAt: now,
      externalIds: noNames,
      custom: noNames,
      kind: 'call',
      occurredAt,
      contact,
    };
    const known = byContact.get(contact);
    if (known) known.push(activity);
    else byContact.set(contact, [activity]);
  }
  return byContact;
}
const noNames = {};

/** Deals by contact. */
export function makeDeals(count: number, contacts: number, seed: number): Map<string, BenchDeal[]> {
  const random = seeded(seed);
  const byContact = new Map<string, BenchDeal[]>();
  for (let index = 0; index < count; index++) {
    const contact = idOf(0, Math.floor(random() * contacts));
    const amount = { amount: Math.floor(random() * 200_000), currency: random() < 0.9 ? 'EUR' : 'USD' };
    const status = random() < 0.4 ? 'won' : random() < 0.5 ? 'lost' : 'open';
    const deal = {
      type: 'deal',
      id: idOf(2, index),
      version: 1,
      createdAt: now,
      updatedAt: now,
      externalIds: noNames,
      custom: noNames,
      status,
      amount,
      contact,
    };
    const known = byContact.get(contact);
    if (known) known.push(deal);
    else byContact.set(contact, [deal]);
  }
  return byContact;
}
