import type { DealBoardKey } from './deal-board/catalogue.ts';
import type { english } from './english.ts';
import type { Message } from './message.ts';
import type { SyncStatusKey } from './sync-status/catalogue.ts';

/** All the words, in one language, but those that come with one element. */
export type Catalogue = Readonly<Record<keyof typeof english, Message>>;
export type MessageKey = keyof Catalogue | DealBoardKey | SyncStatusKey;
