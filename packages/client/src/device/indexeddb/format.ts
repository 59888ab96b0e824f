import type { Sealed, Sealer } from '../../indexeddb/index.ts';

/**
 * The shape of what is kept in a database; its number is the database's version. A value says the shape it was written in, and is brought to this one when
 * it is read: nothing is rewritten at once.
 */
export interface Format<Value> {
  readonly schema: number;
  /** By the schema they take: each makes the next one of it. */
  readonly upcasters: Readonly<Record<number, (value: unknown) => unknown>>;
  /** Whether a value has the shape of `schema`. */
  readonly matches: (value: unknown) => value is Value;
}

/** Opens a value and brings it to the present shape. Undefined where it can't be read, or converted. */
export async function readValue<Value>(
  sealer: Sealer,
  { schema, upcasters, matches }: Format<Value>,
  sealed: Sealed,
): Promise<Value | undefined> {
  try {
    let value = await sealer.open(sealed);
    for (let from = sealed.schema; from < schema; from += 1) {
      const upcast = upcasters[from];
      if (!upcast) return undefined;
      value = upcast(value);
    }
    return matches(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
