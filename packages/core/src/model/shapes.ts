import * as z from 'zod/mini';

const line = z.string().check(z.maxLength(1_000));
const optionalLine = z.optional(line);

/** What the structured fields hold, by the name a `json` field is declared with. */
export const shapes = {
  /** A postal address; the names are those of JSContact (RFC 9553), in one flat form. `country` is ISO 3166-1 alpha-2. */
  address: z.strictObject({
    street: optionalLine,
    postcode: optionalLine,
    locality: optionalLine,
    region: optionalLine,
    country: z.optional(z.string().check(z.regex(/^[A-Z]{2}$/, 'country'))),
  }),
  /** Those who took part: each one of our records, or only an address or a name. */
  participants: z.array(
    z.strictObject({
      role: z.enum(['from', 'to', 'cc', 'bcc', 'organizer', 'attendee', 'caller', 'callee']),
      contact: z.optional(z.string()),
      user: z.optional(z.string()),
      address: optionalLine,
      name: optionalLine,
    }),
  ),
  attachments: z.array(
    z.strictObject({
      name: z.string(),
      link: z.string(),
      size: z.optional(z.int()),
      mediaType: z.optional(z.string()),
    }),
  ),
  /** What a deal must have before it may enter a stage. */
  stageRequirements: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('field'), field: z.string() }),
      z.strictObject({ kind: z.literal('related'), related: z.string(), atLeast: z.int().check(z.gte(1)) }),
      z.strictObject({ kind: z.literal('checklist'), item: z.string() }),
      z.strictObject({ kind: z.literal('approval'), by: z.string() }),
    ]),
  ),
  /** Deals in a snapshot: amounts in the minor unit of its currency, `day` the expected close date or the day it was closed. */
  snapshotDeals: z.array(
    z.strictObject({
      deal: z.string(),
      owner: z.optional(z.string()),
      status: z.enum(['open', 'won', 'lost']),
      category: z.enum(['pipeline', 'bestCase', 'commit', 'closed', 'omitted']),
      amount: z.int(),
      weighted: z.int(),
      day: z.optional(z.string()),
    }),
  ),
  journeySteps: z.array(z.looseObject({ id: z.string(), kind: z.string() })),
  /** The customer a partner names in a claim, as the partner wrote it. */
  claimedCustomer: z.strictObject({
    name: line.check(z.minLength(1)),
    legalName: optionalLine,
    domain: optionalLine,
    country: optionalLine,
    taxId: optionalLine,
    contactName: optionalLine,
    contactEmail: optionalLine,
  }),
  /** A filter; whether it can be asked of the model is checked by the authority. */
  filter: z.unknown(),
} as const;

export type ShapeName = keyof typeof shapes;
export type ShapeValue<Name extends ShapeName> = Unchanging<z.infer<(typeof shapes)[Name]>>;

/** A value that nothing in it can be assigned to: records share what did not change. */
type Unchanging<Value> = Value extends object ? { readonly [Key in keyof Value]: Unchanging<Value[Key]> } : Value;
