import { isWellFormedText } from '../model/index.ts';
import type { Issue } from '../failure/index.ts';

/** How deep a value of a mutation may nest, and how long a mutation may be, in UTF-16 units of its canonical JSON. */
export const maxDepth = 32;
export const maxLength = 4_000_000;

export type PlainJson =
  | { readonly ok: true; readonly value: unknown; readonly text: string }
  | { readonly ok: false; readonly issue: Issue };

/**
 * A copy of a value that shares nothing with it, and its canonical text: members in code-unit order of their names, those that are undefined left out.
 * What JSON, or a PostgreSQL text, can't carry to the letter is refused: NaN, infinities, -0, U+0000, lone surrogates, objects of a class.
 */
export function plainJson(input: unknown): PlainJson {
  try {
    const { value, text } = copy(input, [], { left: maxLength });
    return { ok: true, value, text };
  } catch (error) {
    if (error instanceof Unfit) return { ok: false, issue: { path: error.path, code: error.code } };
    throw error;
  }
}

class Unfit extends Error {
  readonly path: readonly (string | number)[];
  readonly code: string;
  constructor(path: readonly (string | number)[], code: string) {
    super(code);
    this.path = path;
    this.code = code;
  }
}

function copy(value: unknown, path: (string | number)[], room: { left: number }): { value: unknown; text: string } {
  if (path.length > maxDepth) throw new Unfit([...path], 'too-deep');
  if (value === null || typeof value === 'boolean') return spend(value, String(value), path, room);
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || Object.is(value, -0)) throw new Unfit([...path], 'invalid-number');
    return spend(value, JSON.stringify(value), path, room);
  }
  if (typeof value === 'string') {
    if (!isWellFormedText(value)) throw new Unfit([...path], 'malformed-text');
    return spend(value, JSON.stringify(value), path, room);
  }
  if (Array.isArray(value)) {
    const items = value.map((item: unknown, index) => inside(item, path, index, room));
    return { value: items.map((item) => item.value), text: `[${items.map((item) => item.text).join(',')}]` };
  }
  if (typeof value !== 'object' || ![Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null))
    throw new Unfit([...path], 'not-json');
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const copied = members.map(([name, member]) => {
    const key = spend(name, JSON.stringify(name), path, room).text;
    const { value: inner, text } = inside(member, path, name, room);
    return { name, inner, text: `${key}:${text}` };
  });
  // `fromEntries` defines its members, so that one named __proto__ stays an ordinary member.
  return {
    value: Object.fromEntries(copied.map(({ name, inner }) => [name, inner])),
    text: `{${copied.map(({ text }) => text).join(',')}}`,
  };
}

function inside(
  value: unknown,
  path: (string | number)[],
  step: string | number,
  room: { left: number },
): { value: unknown; text: string } {
  path.push(step);
  const copied = copy(value, path, room);
  path.pop();
  return copied;
}

function spend<V>(
  value: V,
  text: string,
  path: readonly (string | number)[],
  room: { left: number },
): { value: V; text: string } {
  room.left -= text.length;
  if (room.left < 0) throw new Unfit([...path], 'too-large');
  return { value, text };
}

/** Equal to the letter, as JSON: the order of members means nothing, that of items does, and null is not missing. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null ||
    Array.isArray(a) !== Array.isArray(b)
  )
    return false;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  const defined = (value: object): [string, unknown][] =>
    Object.entries(value).filter(([, member]) => member !== undefined);
  const [left, right] = [defined(a), defined(b)];
  return (
    left.length === right.length &&
    left.every(([name, member]) => Object.hasOwn(b, name) && sameJson(member, (b as Record<string, unknown>)[name]))
  );
}
