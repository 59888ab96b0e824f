export { Retry, delayOf, isPassing } from './backoff.ts';
export { Connection } from './connection.ts';
export { Feed } from './feed.ts';
export { mutationOf } from './mutation-of.ts';
export { Notifier, type Emitter } from './notifier.ts';
export type { OutboxNews } from './kept-writes.ts';
export type { Receipt } from './receipts.ts';
export { Writes } from './writes.ts';
