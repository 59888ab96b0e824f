import * as z from 'zod/mini';
import { choice, choices, date, email, json, longText, phone, reference, tags, text, url } from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';

/** What a person or an organisation is to us; one party is often several. */
export const partyRoles = ['customer', 'prospect', 'partner', 'vendor', 'distributor', 'competitor', 'employee', 'other'] as const;
/** How far a contact or company has come. */
export const lifecycleStages = ['subscriber', 'lead', 'qualified', 'opportunity', 'customer', 'advocate', 'former'] as const;

const line = z.optional(z.string().check(z.maxLength(1_000)));
/** A postal address; the names are those of JSContact (RFC 9553), in one flat form. `country` is ISO 3166-1 alpha-2. */
export const addressSchema = z.strictObject({
  street: line, postcode: line, locality: line, region: line, country: z.optional(z.string().check(z.regex(/^[A-Z]{2}$/, 'country'))),
});
export type Address = z.infer<typeof addressSchema>;

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
    address: json(addressSchema, { personal: true }),
    website: url({ personal: true }),
    birthday: date({ personal: true }),
    source: text(),
    notes: longText({ personal: true, conflict: 'append' }),
  },
});
export type Contact = RecordOf<typeof contact>;
