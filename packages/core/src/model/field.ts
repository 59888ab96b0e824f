import * as z from 'zod/mini';
import { recordIdSchema } from './id.ts';
import { moneySchema, type Money } from './money.ts';
import { dateSchema, instantSchema, type DateOnly, type Instant } from './time.ts';

/** What a field holds, and so how it is compared, shown, edited and stored. */
export const fieldKinds = [
  // Text for people: compared folded (case and diacritics removed).
  'text', 'longText', 'email', 'phone', 'url',
  // Text for machines: compared to the letter.
  'key', 'choice', 'reference',
  'number', 'integer', 'boolean', 'date', 'instant', 'money',
  // Sets: order and repetition mean nothing.
  'tags', 'choices', 'references',
  // Structured detail that is kept and shown, but not compared.
  'json',
] as const;
export type FieldKind = (typeof fieldKinds)[number];

/** How a field is compared; each kind belongs to one. The filter language is defined by these. */
export type Comparison = 'folded' | 'exact' | 'number' | 'boolean' | 'date' | 'instant' | 'money' | 'foldedSet' | 'exactSet' | 'opaque';

const comparisons: Readonly<Record<FieldKind, Comparison>> = {
  text: 'folded', longText: 'folded', email: 'folded', phone: 'folded', url: 'folded',
  key: 'exact', choice: 'exact', reference: 'exact',
  number: 'number', integer: 'number', boolean: 'boolean', date: 'date', instant: 'instant', money: 'money',
  tags: 'foldedSet', choices: 'exactSet', references: 'exactSet',
  json: 'opaque',
};
export function comparisonOf(kind: FieldKind): Comparison {
  return comparisons[kind];
}

/**
 * What happens when two people changed the same field:
 * `last-write` the later one at the authority wins and the other's value is reported; `ask` the later one is told and chooses;
 * `union` sets are united; `append` texts are put one after the other.
 */
export const conflictPolicies = ['last-write', 'ask', 'union', 'append'] as const;
export type ConflictPolicy = (typeof conflictPolicies)[number];

/** A declared field. `Value` is what a record holds in it; a field that is not required may also be missing or null. */
export interface Field<Value = unknown, Required extends boolean = boolean> {
  readonly kind: FieldKind;
  /** Checks one value. Null and missing are dealt with by the record's schema. */
  readonly schema: z.ZodMiniType<Value>;
  readonly required: Required;
  /** Part of the text search over this type. */
  readonly searchable: boolean;
  /** Personal data: never logged, erased with the person, exported on request. */
  readonly personal: boolean;
  /** Set by the authority alone; a mutation that sets it is refused. */
  readonly readOnly: boolean;
  readonly conflict: ConflictPolicy;
  /** `choice` and `choices`: the values there are, in the order they are listed and sorted in. */
  readonly choices: readonly string[] | undefined;
  /** `reference` and `references`: the type referred to. */
  readonly target: string | undefined;
  /** `reference`: what the target calls the records that refer to it: `contact.activities`. */
  readonly inverse: string | undefined;
  /** `reference` and `references`: whether the record goes with its target (`cascade`) or keeps it from being deleted (`restrict`), or lets go of it (`clear`). */
  readonly onDelete: 'restrict' | 'cascade' | 'clear' | undefined;
  /** Key of the field's name in the message catalogue; a custom field may bring the words themselves. */
  readonly label: string | undefined;
}

export interface FieldOptions {
  readonly required?: boolean;
  readonly searchable?: boolean;
  readonly personal?: boolean;
  readonly readOnly?: boolean;
  readonly conflict?: ConflictPolicy;
  readonly label?: string;
}

type RequiredOf<Options extends FieldOptions | undefined> = Options extends { readonly required: true } ? true : false;

function declare<Value, Options extends FieldOptions>(
  kind: FieldKind,
  schema: z.ZodMiniType<Value>,
  options: Options | undefined,
  more: Partial<Pick<Field, 'choices' | 'target' | 'inverse' | 'onDelete'>> = {},
): Field<Value, RequiredOf<Options>> {
  return {
    kind,
    schema,
    required: (options?.required ?? false) as RequiredOf<Options>,
    searchable: options?.searchable ?? false,
    personal: options?.personal ?? false,
    readOnly: options?.readOnly ?? false,
    conflict: options?.conflict ?? (comparisonOf(kind).endsWith('Set') ? 'union' : 'last-write'),
    label: options?.label,
    choices: more.choices,
    target: more.target,
    inverse: more.inverse,
    onDelete: more.onDelete,
  };
}

// PostgreSQL's text cannot hold U+0000, and a lone surrogate is not Unicode: both would make the stores disagree.
const wellFormed = z.refine<string>((text) => !text.includes('\0') && !loneSurrogate.test(text), { error: 'malformed-text' });
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const line = z.string().check(z.maxLength(1_000), wellFormed);
const paragraphs = z.string().check(z.maxLength(100_000), wellFormed);
const finite = z.number().check(z.refine((value) => !Object.is(value, -0), { error: 'negative-zero' }));

/** One line of text for people, at most 1,000 UTF-16 units. */
export const text = <const O extends FieldOptions>(options?: O) => declare<string, O>('text', line, options);
/** Text of several lines, at most 100,000 UTF-16 units. */
export const longText = <const O extends FieldOptions>(options?: O) => declare<string, O>('longText', paragraphs, options);
/** An e-mail address: something, an `@`, something. The proof of an address is a message that arrives, not a pattern. */
export const email = <const O extends FieldOptions>(options?: O) =>
  declare<string, O>('email', line.check(z.regex(/^[^\s@]+@[^\s@]+$/, 'email')), options);
/** A telephone number as people write it. */
export const phone = <const O extends FieldOptions>(options?: O) => declare<string, O>('phone', line, options);
/** A link. Only the schemes that can't run code: https, http, mailto, tel. */
export const url = <const O extends FieldOptions>(options?: O) =>
  declare<string, O>('url', line.check(z.regex(/^(https?:\/\/|mailto:|tel:)\S+$/i, 'url')), options);
/** Text for machines, compared to the letter: ranks, numbers of documents, codes. */
export const key = <const O extends FieldOptions>(options?: O) => declare<string, O>('key', line, options);
export const number = <const O extends FieldOptions>(options?: O) => declare<number, O>('number', finite, options);
export const integer = <const O extends FieldOptions>(options?: O) => declare<number, O>('integer', finite.check(z.int()), options);
export const boolean = <const O extends FieldOptions>(options?: O) => declare<boolean, O>('boolean', z.boolean(), options);
/** A day without a time. */
export const date = <const O extends FieldOptions>(options?: O) => declare<DateOnly, O>('date', dateSchema, options);
export const instant = <const O extends FieldOptions>(options?: O) => declare<Instant, O>('instant', instantSchema, options);
export const money = <const O extends FieldOptions>(options?: O) => declare<Money, O>('money', moneySchema, options);

/** One of a list of values. */
export const choice = <const C extends readonly [string, ...string[]], const O extends FieldOptions>(choices: C, options?: O) =>
  declare<C[number], O>('choice', z.enum(choices) as z.ZodMiniType<C[number]>, options, { choices });
/** Any of a list of values. */
export const choices = <const C extends readonly [string, ...string[]], const O extends FieldOptions>(list: C, options?: O) =>
  declare<C[number][], O>('choices', z.array(z.enum(list) as z.ZodMiniType<C[number]>), options, { choices: list });
/** Free words. */
export const tags = <const O extends FieldOptions>(options?: O) =>
  declare<string[], O>('tags', z.array(line).check(z.maxLength(200)), options);

/** One record of another type. `inverse` names the way back, and makes the related aggregates of the filter language possible. */
export const reference = <const O extends FieldOptions & { readonly inverse?: string; readonly onDelete?: 'restrict' | 'cascade' | 'clear' }>(
  target: string,
  options?: O,
) => declare<string, O>('reference', recordIdSchema, options, { target, inverse: options?.inverse, onDelete: options?.onDelete ?? 'clear' });
/** Several records of another type. */
export const references = <const O extends FieldOptions>(target: string, options?: O) =>
  declare<string[], O>('references', z.array(recordIdSchema).check(z.maxLength(1_000)), options, { target, onDelete: 'clear' });
/** Structured detail under a schema of its own; kept and shown, not compared. */
export const json = <Value, const O extends FieldOptions>(schema: z.ZodMiniType<Value>, options?: O) =>
  declare<Value, O>('json', schema, options);
