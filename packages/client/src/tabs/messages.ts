import type { AnyRecord, ChangeMessage, Filter, Interest, Mutation, MutationResult } from '@rapport/core';
import { backendErrorCodes, type BackendErrorCode } from '@rapport/core/failure';
import * as z from 'zod/mini';
import type { KeptQuery } from '../device/index.ts';

// Looked at in outline: it comes from a page of the same origin, though it may be an older or a newer one.
const record = z.custom<AnyRecord>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    'id' in value &&
    typeof value.id === 'string' &&
    'version' in value &&
    Number.isSafeInteger(value.version),
);
const list = <T>(of: z.ZodMiniType<T>): z.ZodMiniType<readonly T[]> => z.array(of);
const object = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null);
const gone = { type: z.string(), id: z.string(), version: z.number() };
const change = z.discriminatedUnion('op', [
  z.object({ op: z.literal('put'), record }),
  z.object({ op: z.literal('delete'), ...gone }),
  z.object({ op: z.literal('evict'), ...gone }),
]);
const changeMessage: z.ZodMiniType<ChangeMessage> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('changes'),
    from: z.string(),
    to: z.string(),
    changes: list(change),
    recheck: z.exactOptional(list(z.string())),
  }),
  z.object({ kind: z.literal('reset'), to: z.string() }),
]);

const result = z.custom<MutationResult>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'status' in value &&
    typeof value.status === 'string',
);

/** What a window wants to hear of. Windows that want the same name it alike, by what it asks. */
const wanted = z.object({ type: z.string(), where: z.exactOptional(object<Filter>()) });
export type Wanted = z.infer<typeof wanted>;

/** What is wanted, by itself: windows that want the same name it alike. */
export function wantedKey({ type, where }: Pick<Interest, 'type' | 'where'>): string {
  return JSON.stringify([type, where]);
}

const sender = z.string();
const cursor = z.nullable(z.string());

const tabMessage = z.discriminatedUnion('kind', [
  /** Who leads? Where is the feed? Am I known? */
  z.object({ kind: z.literal('hello'), sender }),
  /** I do. `at` is the feed's cursor; null where it is not begun. */
  z.object({ kind: z.literal('leading'), sender, at: cursor, known: list(z.string()) }),
  /** Tell me of every change after `since` that matters to this. */
  z.object({ kind: z.literal('follow'), sender, request: z.number(), since: cursor, wanted: list(wanted) }),
  /** From `to` on, what I tell everybody is all that you want; `messages` lead there from where you were. `recheck`: what you want and was not listened for all the way. */
  z.object({
    kind: z.literal('joined'),
    sender,
    for: z.string(),
    to: z.string(),
    roster: z.number(),
    request: z.number(),
    messages: list(changeMessage),
    recheck: list(z.string()),
  }),
  z.object({ kind: z.literal('left'), sender }),
  /** To everybody: the feed's next message. Its `recheck` names what is wanted. `roster` is another one when a window was struck off. */
  z.object({ kind: z.literal('told'), sender, roster: z.number(), message: changeMessage }),
  /** To everybody: the feed broke. */
  z.object({
    kind: z.literal('broken'),
    sender,
    error: z.object({
      code: z.custom<BackendErrorCode>((value) => backendErrorCodes.includes(value as BackendErrorCode)),
      message: z.string(),
      retryAfter: z.exactOptional(z.number()),
    }),
  }),
  /** To who leads: what the backend answered a query whose records are now to be kept, listened for since `at`. */
  z.object({ kind: z.literal('answered'), sender, at: z.string(), query: object<KeptQuery>(), records: list(record) }),
  /** The writes that wait are others: these are on their way, this is what became of some, and what was decided. */
  z.object({
    kind: z.literal('outbox'),
    sender,
    sending: list(z.string()),
    results: list(result),
    decided: z.exactOptional(list(z.object({ id: z.string(), mutation: z.optional(object<Mutation>()) }))),
  }),
  /** Nothing of the account is left on the device. */
  z.object({ kind: z.literal('wiped'), sender }),
]);

/** What windows of one account tell each other. */
export type TabMessage = z.infer<typeof tabMessage>;
export type MessageOf<Kind extends TabMessage['kind']> = Extract<TabMessage, { kind: Kind }>;
type WithoutSender<Message> = Message extends TabMessage ? Omit<Message, 'sender'> : never;
export type PostedMessage = WithoutSender<TabMessage>;

/** Undefined for what a page of another version may say and this one does not know. */
export function parseTabMessage(value: unknown): TabMessage | undefined {
  const { success, data } = tabMessage.safeParse(value);
  return success ? data : undefined;
}
