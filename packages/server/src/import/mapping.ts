import { InvalidInputError } from '@rapport/core';
import * as z from 'zod/mini';

const name = z.string().check(z.minLength(1));
/** `{column}` stands for a cell, `{#}` for how many rows before had the same text. */
const template = z.string();

const valueMappingSchema = z.strictObject({
  /** The column whose cell is the value. */
  column: z.optional(name),
  /** Text made of cells. Of several, the first whose cells are all filled. */
  text: z.optional(z.union([template, z.array(template)])),
  /** The same value for every row. */
  constant: z.optional(z.unknown()),
  /** The record referred to, by its foreign id: `erp:{customer_no}`. It has to exist, or be made by an entry of the mapping before this one. */
  reference: z.optional(template),
  /** Structured fields: each part is a column or a mapping of its own. */
  parts: z.optional(
    z.record(
      z.string(),
      z.union([
        name,
        z.strictObject({
          column: z.optional(name),
          constant: z.optional(z.string()),
          values: z.optional(z.record(z.string(), z.string())),
        }),
      ]),
    ),
  ),
  /** Cells by what they mean: `{ "technolgy": "technology" }`. Choices that are not named have to be the choice itself. */
  values: z.optional(z.record(z.string(), z.unknown())),
  /** How dates are written: `YYYYMMDD`, `DD.MM.YYYY HH:mm`. ISO 8601 where it is not said. */
  date: z.optional(name),
  /** The zone of times that name none; UTC where it is not said. */
  timeZone: z.optional(name),
  /** The currency of an amount (ISO 4217), or the column that has it. */
  currency: z.optional(z.union([z.string().check(z.regex(/^[A-Z]{3}$/)), z.strictObject({ column: name })])),
  /** What parts whole numbers from fractions: `.` where it is not said. Spaces and the other of the two may group digits. */
  decimal: z.optional(z.enum(['.', ','])),
  /** Amounts are in units of ten to this power: 6 for millions. */
  exponent: z.optional(z.int().check(z.gte(-12), z.lte(12))),
  /** What parts the members of a set: `;` where it is not said. */
  separator: z.optional(name),
  /** Puts the members into the set that is there, and takes none out. */
  add: z.optional(z.boolean()),
});
export type ValueMapping = z.infer<typeof valueMappingSchema>;

const recordMappingSchema = z.strictObject({
  type: name,
  /** The system of the record's foreign id. */
  system: z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_-]{0,49}$/)),
  /** The record's foreign id: rows with the same one are the same record. */
  externalId: template,
  /** Makes the record where it is missing and leaves it alone where it is there. */
  onlyCreate: z.optional(z.boolean()),
  /** Rows for which there is no such record: those whose cell is empty, or none of the values given. */
  when: z.optional(z.strictObject({ column: name, in: z.optional(z.array(z.string())) })),
  /** By field; a text alone is the column. */
  fields: z.record(z.string(), z.union([name, valueMappingSchema])),
});
export type RecordMapping = z.infer<typeof recordMappingSchema>;

/** How rows become records. Each row makes every record of the list, in its order; later ones may refer to earlier ones. */
export const mappingSchema = z.strictObject({
  about: z.optional(z.string()),
  /** `csv` (RFC 4180) where it is not said; `whitespace`: columns parted by blanks, none of them empty. */
  format: z.optional(z.enum(['csv', 'whitespace'])),
  delimiter: z.optional(z.string().check(z.minLength(1), z.maxLength(1))),
  encoding: z.optional(z.enum(['utf8', 'latin1', 'utf16le'])),
  records: z.array(recordMappingSchema).check(z.minLength(1), z.maxLength(20)),
});
export type Mapping = z.infer<typeof mappingSchema>;

/** @throws InvalidInputError with the path of each fault. */
export function parseMapping(value: unknown): Mapping {
  const parsed = mappingSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, code }) => ({
    path: path.map((part) => (typeof part === 'number' ? part : String(part))),
    code: code ?? 'invalid',
  }));
  throw new InvalidInputError(
    `The mapping is malformed at ${issues.map(({ path, code }) => `${path.join('.')} (${code})`).join(', ')}.`,
    issues,
  );
}
