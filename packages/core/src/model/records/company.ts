import { choice, choices, email, integer, json, longText, money, phone, reference, tags, text, url } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';
import { lifecycleStages, partyRoles } from './contact.ts';

/** An organisation. */
export const company = recordType('company', {
  title: 'name',
  fields: {
    name: text({ required: true, searchable: true }),
    legalName: text({ searchable: true }),
    /** Internet domain, `example.com`. */
    domain: text({ searchable: true }),
    taxId: text({ searchable: true }),
    industry: text(),
    email: email({ searchable: true }),
    phone: phone({ searchable: true }),
    website: url(),
    country: text(),
    address: json('address'),
    employees: integer(),
    annualRevenue: money(),
    foundedYear: integer(),
    parent: reference('company', { inverse: 'subsidiaries' }),
    owner: reference('user', { inverse: 'companies', conflict: 'ask' }),
    roles: choices(partyRoles),
    lifecycleStage: choice(lifecycleStages),
    tags: tags(),
    notes: longText({ conflict: 'append' }),
  },
});
export type Company = RecordOf<typeof company>;
