import { InvalidInputError } from '../failure/index.ts';
import { isMoney } from '../filter/index.ts';
import { isRecordId } from '../identity/index.ts';
import type { OrderPlan, OrderValues } from './order-of.ts';
import type { Query } from './query.ts';

type Asked = Pick<Query, 'type' | 'where' | 'orderBy'>;

/** The place behind a record, for `Page.next`. */
export function encodeCursor(query: Asked, values: OrderValues): string {
  const bytes = new TextEncoder().encode(JSON.stringify([digestOf(query), ...values]));
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * The place that `Query.after` stands for: the order's values of the record it is behind.
 * @throws InvalidInputError `cursor-mismatch` where the cursor was not given for this type, filter and order, or is no cursor.
 */
export function decodeCursor(query: Asked, plan: OrderPlan, cursor: string): OrderValues {
  const parsed = decodeJson(cursor);
  if (Array.isArray(parsed)) {
    const [digest, ...values] = parsed as unknown[];
    if (digest === digestOf(query) && isPlace(values, plan)) return values;
  }
  throw new InvalidInputError(
    '`after` belongs to another query: use the `next` of a page of this type, filter and order, or leave it out to start again.',
    [{ path: ['after'], code: 'cursor-mismatch' }],
  );
}

function isPlace(values: readonly unknown[], { keys }: OrderPlan): values is OrderValues {
  const id = values.at(-1);
  return (
    values.length === keys.length + 1 &&
    keys.every(({ path }, index) => fits(path, values[index])) &&
    typeof id === 'string' &&
    isRecordId(id)
  );
}

function fits({ comparison, field }: OrderPlan['keys'][number]['path'], value: unknown): boolean {
  if (value === null) return true;
  if (comparison === 'money') return isMoney(value);
  const isNumber = comparison === 'number' || comparison === 'boolean' || field.choices !== undefined;
  return isNumber ? typeof value === 'number' : typeof value === 'string';
}

function decodeJson(cursor: string): unknown {
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    return JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (unit) => unit.charCodeAt(0))),
    );
  } catch {
    return undefined;
  }
}

/** Tells queries apart. It guards against mistakes, not against malice: a forged place shows nothing that the query itself would not. */
function digestOf({ type, where, orderBy }: Asked): string {
  const text = canonical([type, where ?? { and: [] }, orderBy ?? []]);
  // FNV-1a over UTF-16 units, 64 bits.
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index++)
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
  return hash.toString(36);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
