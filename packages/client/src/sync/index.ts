export { Retry, delayOf, isPassing } from './backoff.ts';
export { Connection } from './connection.ts';
export { Feed } from './feed.ts';
export { mutationOf } from './mutation-of.ts';
export { Notifier, type Emitter } from './notifier.ts';
export type { OutboxNews } from './kept-writes.ts';
export { Outbox } from './outbox.ts';
export type { Receipt } from './receipts.ts';
export { transition, type OutboxEffect, type OutboxEvent, type Transition } from './state.ts';
