import type {
  AggregateAnswer,
  BackendDescription,
  ChangeMessage,
  GetAnswer,
  Issue,
  MutationResult,
  Page,
} from '@rapport/core';

// What comes in is checked in its outline: enough that nothing inside meets a shape it does not expect, and cheap for a thousand records at once. Values
// inside records are the backend's word. By hand, because a page that does nothing but show records would load a schema library for this alone.

/** Where a value is not what it should be, as a path from the root; undefined where it is. */
type Outline = (value: unknown, path: string) => string | undefined;

const when =
  (holds: (value: unknown) => boolean): Outline =>
  (value, path) =>
    holds(value) ? undefined : path;
const text = when((value) => typeof value === 'string');
const textOrNull = when((value) => value === null || typeof value === 'string');
const flag = when((value) => typeof value === 'boolean');
const integer = when(Number.isSafeInteger);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const anyObject = when(isObject);

/** An object with these members; others are let through. */
const object = (members: Readonly<Record<string, Outline>>): Outline => {
  const entries = Object.entries(members);
  return (value, path) => {
    if (!isObject(value)) return path;
    for (const [name, outline] of entries) {
      const fault = outline(value[name], `${path}.${name}`);
      if (fault !== undefined) return fault;
    }
    return undefined;
  };
};
const listOf =
  (member: Outline): Outline =>
  (value, path) => {
    if (!Array.isArray(value)) return path;
    for (let index = 0; index < value.length; index++) {
      const fault = member(value[index], `${path}.${index}`);
      if (fault !== undefined) return fault;
    }
    return undefined;
  };
/** One of several forms, told by a member. */
const oneOf =
  (tag: string, forms: Readonly<Record<string, Outline>>): Outline =>
  (value, path) => {
    const name = isObject(value) ? value[tag] : undefined;
    const form = typeof name === 'string' && Object.hasOwn(forms, name) ? forms[name] : undefined;
    return form ? form(value, path) : `${path}.${tag}`;
  };

const record = object({ type: text, id: text, version: integer, custom: anyObject, externalIds: anyObject });
const gone = object({ type: text, id: text, version: integer });
const written = listOf((value, path) =>
  (isObject(value) && 'deleted' in value ? object({ deleted: gone }) : object({ record }))(value, path),
);
const conflicts = listOf(object({ type: text, id: text, field: text }));
const takenEffect = object({ id: text, written });

/** An answer's outline, with the type that it has where it fits. */
export interface Answer<T> {
  readonly outline: Outline;
  /** Never there: what ties the outline to the type. */
  readonly value?: T;
}
const answer = <T>(outline: Outline): Answer<T> => ({ outline });

export const problem = answer<{ readonly code: string; readonly detail?: string; readonly issues?: readonly Issue[] }>(
  object({ code: text }),
);

export const page = answer<Page>(
  object({ records: listOf(record), next: textOrNull, total: object({ kind: text }), cursor: textOrNull }),
);

export const aggregateAnswer = answer<AggregateAnswer>(
  object({ rows: listOf(object({ key: listOf(() => undefined), figures: anyObject })), partial: flag }),
);

export const getAnswer = answer<GetAnswer>(
  object({
    records: listOf(record),
    missing: listOf(object({ type: text, name: anyObject })),
    redirects: listOf(object({ type: text, from: text, to: text })),
  }),
);

export const pushAnswer = answer<{ readonly results: readonly MutationResult[] }>(
  object({
    results: listOf(
      oneOf('status', {
        applied: takenEffect,
        merged: object({ id: text, written, overwrote: conflicts }),
        duplicate: takenEffect,
        conflict: object({ id: text, conflicts, current: written }),
        refused: object({ id: text, refusal: object({ code: text }) }),
      }),
    ),
  }),
);

export const changeMessage = answer<ChangeMessage>(
  oneOf('kind', {
    changes: object({
      from: text,
      to: text,
      changes: listOf(oneOf('op', { put: object({ record }), delete: gone, evict: gone })),
    }),
    reset: object({ to: text }),
  }),
);

export const description = answer<BackendDescription>(
  object({
    protocol: when((value) => value === 1),
    name: text,
    types: anyObject,
    extension: anyObject,
    paging: anyObject,
    feed: text,
    maxMutations: integer,
    timeZone: text,
    now: text,
  }),
);
