import { choice, choices, date, email, json, longText, phone, reference, tags, text, url } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';
import type { ShapeValue } from '../shapes.ts';

/** What a person or an organisation is to us; one party is often several. */
export const partyRoles = [
  'customer',
  'prospect',
  'partner',
  'vendor',
  'distributor',
  'competitor',
  'employee',
  'other',
] as const;
/** How far a contact or company has come. */
export const lifecycleStages = [
  'subscriber',
  'lead',
  'qualified',
  'opportunity',
  'customer',
  'advocate',
  'former',
] as const;

/** A person. */
export const contact = recordType('contact', {
  title: 'name',
  fields: {
    name: text({ required: true, searchable: true, personal: true }),
    givenName: text({ personal: true }),
    familyName: text({ personal: true }),
    email: email({ searchable: true, personal: true }),
    phone: phone({ searchable: true, personal: true }),
    jobTitle: text({ searchable: true, personal: true }),
    company: reference('company', { inverse: 'contacts' }),
    owner: reference('user', { inverse: 'contacts', conflict: 'ask' }),
    roles: choices(partyRoles),
    lifecycleStage: choice(lifecycleStages),
    tags: tags(),
    /** BCP 47, for what is written to the person. */
    language: text({ personal: true }),
    /** IANA name, for when to call. */
    timeZone: text({ personal: true }),
    country: text(),
    address: json('address', { personal: true }),
    website: url({ personal: true }),
    birthday: date({ personal: true }),
    source: text(),
    notes: longText({ personal: true, conflict: 'append' }),
  },
});
export type Contact = RecordOf<typeof contact>;
export type Address = ShapeValue<'address'>;
