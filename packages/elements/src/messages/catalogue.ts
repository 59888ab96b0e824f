import type { english } from './english.ts';
import type { Message } from './message.ts';

export type MessageKey = keyof typeof english;
/** All the words, in one language. */
export type Catalogue = Readonly<Record<MessageKey, Message>>;
