import type { Field } from './field.ts';
import type { RecordId } from '../identity/index.ts';
import type { Instant } from './time.ts';

export type Fields = Readonly<Record<string, Field>>;

/** A declared kind of record: its name and its fields. Everything else (types, forms, columns, the wire) derives from it. */
export interface RecordType<Name extends string = string, F extends Fields = Fields> {
  readonly name: Name;
  readonly fields: F;
  /** The field a person knows a record by. */
  readonly title: string;
  /** Added at run time: all its fields are kept as custom ones. */
  readonly custom: boolean;
}

/** Declares a record type. `title` is the field a person knows a record by. */
export function recordType<const Name extends string, const F extends Fields>(
  name: Name,
  declaration: { readonly title: keyof F & string; readonly fields: F },
): RecordType<Name, F> {
  return { name, fields: declaration.fields, title: declaration.title, custom: false };
}

/** What every record carries, whatever its type. */
export interface Envelope<Name extends string = string> {
  readonly type: Name;
  readonly id: RecordId;
  /** Counts the record's changes, from 1. Given by the authority. */
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** The record's names in foreign systems; each is unique within its system and type. */
  readonly externalIds: Readonly<Record<string, string>>;
  /** Values of the fields that were added at run time. */
  readonly custom: Readonly<Record<string, unknown>>;
  /** Fields that the reader may not see. They are not in the record, which does not mean that they are missing. */
  readonly hidden?: readonly string[];
}

/** The names a field can't have: they belong to the envelope. */
export const envelopeNames = [
  'type',
  'id',
  'version',
  'createdAt',
  'updatedAt',
  'externalIds',
  'custom',
  'hidden',
] as const;

type Value<F> = F extends Field<infer V> ? V : never;
type Flatten<T> = { [K in keyof T]: T[K] };

/** The values of a record's own fields: null is "known to be empty", missing is "never said". */
export type ValuesOf<T extends RecordType> = Flatten<
  {
    readonly [K in keyof T['fields'] as T['fields'][K]['required'] extends true ? K : never]: Value<T['fields'][K]>;
  } & {
    readonly [K in keyof T['fields'] as T['fields'][K]['required'] extends true ? never : K]?: Value<
      T['fields'][K]
    > | null;
  }
>;

/** A record of a declared type. */
export type RecordOf<T extends RecordType> = Flatten<Envelope<T['name']> & ValuesOf<T>>;

/** A record of a type that is known only at run time. */
export type AnyRecord = Envelope & { readonly [field: string]: unknown };
