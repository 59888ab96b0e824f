import type { AggregateAnswer, AnyRecord, BackendDescription, ChangeMessage, GetAnswer, MutationResult, Page } from '@rapport/core';
import * as z from 'zod/mini';

// What comes in is checked in its outline: enough that nothing inside meets a shape it does not expect, and cheap for a thousand records at once.
// Values inside records are the backend's word.

const text = z.string();
const record = z.custom<AnyRecord>((value) => {
  const one = value as Partial<AnyRecord> | null;
  return typeof one === 'object' && one !== null && typeof one.type === 'string' && typeof one.id === 'string' && Number.isSafeInteger(one.version)
    && isObject(one.custom) && isObject(one.externalIds);
});
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
const gone = { type: text, id: text, version: z.int() };
const named = z.object({ type: text, name: z.union([z.object({ id: text }), z.object({ system: text, externalId: text })]) });
const issue = z.object({ path: z.array(z.union([text, z.number()])), code: text, params: z.optional(z.record(text, z.unknown())) });
const open = <T>(shape: z.core.$ZodLooseShape): z.ZodMiniType<T> => z.looseObject(shape) as unknown as z.ZodMiniType<T>;

export const problemSchema = z.object({ code: text, detail: z.optional(text), issues: z.optional(z.array(issue)) });

export const pageSchema = open<Page>({
  records: z.array(record),
  next: z.nullable(text),
  total: z.union([z.object({ kind: z.enum(['exact', 'estimate']), value: z.number() }), z.object({ kind: z.literal('unknown') })]),
  cursor: z.nullable(text),
});

export const aggregateSchema = open<AggregateAnswer>({
  rows: z.array(z.object({ key: z.array(z.unknown()), figures: z.record(text, z.unknown()) })),
  partial: z.boolean(),
});

export const getSchema = open<GetAnswer>({
  records: z.array(record),
  missing: z.array(named),
  redirects: z.array(z.object({ type: text, from: text, to: text })),
});

const written = z.array(z.union([z.object({ record }), z.object({ deleted: z.object(gone) })]));
const conflicts = z.array(z.looseObject({ type: text, id: text, field: text }));
export const pushSchema = open<{ readonly results: readonly MutationResult[] }>({
  results: z.array(z.discriminatedUnion('status', [
    z.object({ id: text, status: z.literal('applied'), written }),
    z.object({ id: text, status: z.literal('merged'), written, overwrote: conflicts }),
    z.object({ id: text, status: z.literal('duplicate'), written }),
    z.object({ id: text, status: z.literal('conflict'), conflicts, current: written }),
    z.object({ id: text, status: z.literal('refused'), refusal: z.looseObject({ ok: z.literal(false), code: text }) }),
  ])),
});

export const messageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('changes'),
    from: text,
    to: text,
    changes: z.array(z.discriminatedUnion('op', [
      z.object({ op: z.literal('put'), record }),
      z.object({ op: z.literal('delete'), ...gone }),
      z.object({ op: z.literal('evict'), ...gone }),
    ])),
    recheck: z.optional(z.array(text)),
  }),
  z.object({ kind: z.literal('reset'), to: text }),
]) as unknown as z.ZodMiniType<ChangeMessage>;

export const descriptionSchema = open<BackendDescription>({
  protocol: z.literal(1),
  name: text,
  types: z.record(text, z.looseObject({ fields: z.record(text, z.looseObject({ operators: z.array(text) })), related: z.record(text, z.array(text)) })),
  extension: z.looseObject({}),
  pathDepth: z.int(),
  paging: z.object({ maxLimit: z.int(), window: z.nullable(z.int()), stable: z.boolean() }),
  aggregates: z.boolean(),
  idempotent: z.boolean(),
  feed: z.enum(['live', 'none']),
  maxMutations: z.int(),
  timeZone: text,
  now: text,
});
