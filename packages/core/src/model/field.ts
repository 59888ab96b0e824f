import type { Money } from './money.ts';
import type { ShapeName, ShapeValue } from './shapes.ts';
import type { DateOnly, Instant } from './time.ts';

/** What a field holds, and so how it is compared, shown, edited and stored. */
export const fieldKinds = [
  // Text for people: compared folded (case and diacritics removed).
  'text',
  'longText',
  'email',
  'phone',
  'url',
  // Text for machines: compared to the letter.
  'id',
  'key',
  'choice',
  'reference',
  'number',
  'integer',
  'boolean',
  'date',
  'instant',
  'money',
  // Sets: order and repetition mean nothing.
  'tags',
  'choices',
  'references',
  // Structured detail that is kept and shown, but not compared.
  'json',
] as const;
export type FieldKind = (typeof fieldKinds)[number];

/** How a field is compared; each kind belongs to one. The filter language is defined by these. */
export type Comparison =
  | 'folded'
  | 'exact'
  | 'number'
  | 'boolean'
  | 'date'
  | 'instant'
  | 'money'
  | 'foldedSet'
  | 'exactSet'
  | 'opaque';

const comparisons: Readonly<Record<FieldKind, Comparison>> = {
  text: 'folded',
  longText: 'folded',
  email: 'folded',
  phone: 'folded',
  url: 'folded',
  id: 'exact',
  key: 'exact',
  choice: 'exact',
  reference: 'exact',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  date: 'date',
  instant: 'instant',
  money: 'money',
  tags: 'foldedSet',
  choices: 'exactSet',
  references: 'exactSet',
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

/**
 * A declared field. `Value` is what a record holds in it; a field that is not required may also be missing or null. What values it takes is
 * `fieldSchema`'s to say, by its kind: so that a page that shows records carries no schemas.
 */
export interface Field<Value = unknown, Required extends boolean = boolean> {
  readonly kind: FieldKind;
  /** Never there: what ties the field to the type of its values. */
  readonly value?: Value;
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
  /** `json`: the name of its shape. */
  readonly shape: ShapeName | undefined;
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

type References = Partial<Pick<Field, 'target' | 'inverse' | 'onDelete'>>;

/** A field of a kind; what is not said of it is as most fields are. */
export function declareField<Value, Options extends FieldOptions>(
  kind: FieldKind,
  options: Options | undefined,
  { choices, shape, target, inverse, onDelete }: References & Partial<Pick<Field, 'choices' | 'shape'>> = {},
): Field<Value, RequiredOf<Options>> {
  return {
    kind,
    required: (options?.required ?? false) as RequiredOf<Options>,
    searchable: options?.searchable ?? false,
    personal: options?.personal ?? false,
    readOnly: options?.readOnly ?? false,
    conflict: options?.conflict ?? (comparisonOf(kind).endsWith('Set') ? 'union' : 'last-write'),
    label: options?.label,
    choices,
    shape,
    target,
    inverse,
    onDelete: onDelete ?? (target === undefined ? undefined : 'clear'),
  };
}

/** One line of text for people, at most 1,000 UTF-16 units. */
export const text = <const O extends FieldOptions>(options?: O) => declareField<string, O>('text', options);
/** Text of several lines, at most 100,000 UTF-16 units. */
export const longText = <const O extends FieldOptions>(options?: O) => declareField<string, O>('longText', options);
/** An e-mail address: something, an `@`, something. The proof of an address is a message that arrives, not a pattern. */
export const email = <const O extends FieldOptions>(options?: O) => declareField<string, O>('email', options);
/** A telephone number as people write it. */
export const phone = <const O extends FieldOptions>(options?: O) => declareField<string, O>('phone', options);
/** A link. Only the schemes that can't run code: https, http, mailto, tel. */
export const url = <const O extends FieldOptions>(options?: O) => declareField<string, O>('url', options);
/** A record's id. */
export const id = <const O extends FieldOptions>(options?: O) => declareField<string, O>('id', options);
/** Text for machines, compared to the letter: ranks, numbers of documents, codes. */
export const key = <const O extends FieldOptions>(options?: O) => declareField<string, O>('key', options);
export const number = <const O extends FieldOptions>(options?: O) => declareField<number, O>('number', options);
export const integer = <const O extends FieldOptions>(options?: O) => declareField<number, O>('integer', options);
export const boolean = <const O extends FieldOptions>(options?: O) => declareField<boolean, O>('boolean', options);
/** A day without a time. */
export const date = <const O extends FieldOptions>(options?: O) => declareField<DateOnly, O>('date', options);
export const instant = <const O extends FieldOptions>(options?: O) => declareField<Instant, O>('instant', options);
export const money = <const O extends FieldOptions>(options?: O) => declareField<Money, O>('money', options);

/** One of a list of values. */
export const choice = <const C extends readonly [string, ...string[]], const O extends FieldOptions>(
  choices: C,
  options?: O,
) => declareField<C[number], O>('choice', options, { choices });
/** Any of a list of values. */
export const choices = <const C extends readonly [string, ...string[]], const O extends FieldOptions>(
  list: C,
  options?: O,
) => declareField<readonly C[number][], O>('choices', options, { choices: list });
/** Free words, at most 200. */
export const tags = <const O extends FieldOptions>(options?: O) => declareField<readonly string[], O>('tags', options);

/** One record of another type. `inverse` names the way back, and makes the related aggregates of the filter language possible. */
export const reference = <
  const O extends FieldOptions & { readonly inverse?: string; readonly onDelete?: 'restrict' | 'cascade' | 'clear' },
>(
  target: string,
  options?: O,
) => declareField<string, O>('reference', options, { ...options, target });
/** Several records of another type, at most 1,000. */
export const references = <const O extends FieldOptions>(target: string, options?: O) =>
  declareField<readonly string[], O>('references', options, { target });
/** Structured detail of a shape of its own; kept and shown, not compared. */
export const json = <const Name extends ShapeName, const O extends FieldOptions>(shape: Name, options?: O) =>
  declareField<ShapeValue<Name>, O>('json', options, { shape });
