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

/** What a value has to be, written like it: an object with these members, others are let through; a list of these; or what a test says of it. */
type Outline = { readonly [member: string]: Outline } | readonly [Outline] | ((value: unknown) => Outline | boolean);

/** An answer's outline, with the type that it has where it fits. */
export interface Answer<T> {
  readonly outline: Outline;
  /** Never there: what ties the outline to the type. */
  readonly value?: T;
}
const answer = <T>(outline: Outline): Answer<T> => ({ outline });

/** Where a value is not what it should be, as a path; undefined where it is. */
export function faultIn(value: unknown, outline: Outline, path: string): string | undefined {
  if (typeof outline === 'function') {
    const verdict = outline(value);
    return typeof verdict === 'boolean' ? (verdict ? undefined : path) : faultIn(value, verdict, path);
  }
  if (isList(outline)) {
    if (!Array.isArray(value)) return path;
    for (let index = 0; index < value.length; index++) {
      const fault = faultIn(value[index], outline[0], `${path}.${index}`);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }
  if (!isObject(value)) return path;
  for (const name of Object.keys(outline)) {
    const fault = faultIn(value[name], outline[name] as Outline, `${path}.${name}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const isList = (outline: object): outline is readonly [Outline] => Array.isArray(outline);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const text = (value: unknown): boolean => typeof value === 'string';
const textOrNull = (value: unknown): boolean => value === null || text(value);
const flag = (value: unknown): boolean => typeof value === 'boolean';
const integer = (value: unknown): boolean => Number.isSafeInteger(value);
/** One of several forms, told by a member. */
const oneOf =
  (tag: string, forms: Readonly<Record<string, Outline>>) =>
  (value: unknown): Outline | boolean => {
    const name = isObject(value) && value[tag];
    return typeof name === 'string' && Object.hasOwn(forms, name) && (forms[name] as Outline);
  };

const record = { type: text, id: text, version: integer, custom: isObject, externalIds: isObject };
const gone = { type: text, id: text, version: integer };
const written: Outline = [(value) => (isObject(value) && 'deleted' in value ? { deleted: gone } : { record })];
const conflicts: Outline = [{ type: text, id: text, field: text }];
const takenEffect = { id: text, written };

export const problem = answer<{ readonly code: string; readonly detail?: string; readonly issues?: readonly Issue[] }>({
  code: text,
});

export const page = answer<Page>({ records: [record], next: textOrNull, total: { kind: text }, cursor: textOrNull });

export const aggregateAnswer = answer<AggregateAnswer>({
  rows: [{ key: Array.isArray, figures: isObject }],
  partial: flag,
});

export const getAnswer = answer<GetAnswer>({
  records: [record],
  missing: [{ type: text, name: isObject }],
  redirects: [{ type: text, from: text, to: text }],
});

export const pushAnswer = answer<{ readonly results: readonly MutationResult[] }>({
  results: [
    oneOf('status', {
      applied: takenEffect,
      merged: { id: text, written, overwrote: conflicts },
      duplicate: takenEffect,
      conflict: { id: text, conflicts, current: written },
      refused: { id: text, refusal: { code: text } },
    }),
  ],
});

export const changeMessage = answer<ChangeMessage>(
  oneOf('kind', {
    changes: { from: text, to: text, changes: [oneOf('op', { put: { record }, delete: gone, evict: gone })] },
    reset: { to: text },
  }),
);

export const description = answer<BackendDescription>({
  protocol: (value) => value === 1,
  name: text,
  types: isObject,
  extension: isObject,
  paging: isObject,
  feed: text,
  maxMutations: integer,
  timeZone: text,
  now: text,
});
