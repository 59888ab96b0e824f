import { InvalidInputError } from '../failure/index.ts';
import { isMoney } from '../filter/index.ts';
import { isRecordId } from '../identity/index.ts';
import type { OrderPlan, OrderValues } from './order-of.ts';
import type { Query } from './query.ts';

type Asked = Pick<Query, 'type' | 'where' | 'orderBy'>;

/** The place behind a record, for `Page.next`. */
export function encodeCursor(query: Asked, values: OrderValues): string {
  return btoa(binaryOf(JSON.stringify([digestOf(query), ...values])))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** A text's UTF-8, a byte a unit. */
function binaryOf(text: string): string {
  if (!/[^ -~]/.test(text)) return text;
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return binary;
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
  // FNV-1a over UTF-16 units, 64 bits in two halves. The prime is 2^40 + 0x1b3: no product leaves the safe integers.
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let index = 0; index < text.length; index++) {
    const mixed = (low ^ text.charCodeAt(index)) >>> 0;
    const product = mixed * 0x1b3;
    low = product >>> 0;
    high = (high * 0x1b3 + (product - low) / 2 ** 32 + ((mixed << 8) >>> 0)) >>> 0;
  }
  return ((BigInt(high) << 32n) | BigInt(low)).toString(36);
}

/** JSON with the members of each object in the order of their names, which are those of queries and need no escapes. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const names = Object.keys(value).sort();
  let members = '';
  for (const name of names) {
    const inner = (value as Readonly<Record<string, unknown>>)[name];
    if (inner !== undefined) members += `${members === '' ? '"' : ',"'}${name}":${canonical(inner)}`;
  }
  return `{${members}}`;
}
