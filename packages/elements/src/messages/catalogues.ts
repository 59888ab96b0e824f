import type { MessageKey, Messages } from './catalogue.ts';
import type { Message } from './message.ts';

// One set of words for all copies of the package on a page: each file of the CDN build carries its own.
const shared = Symbol.for('rapport.messages');

interface Words {
  /** Ours, by language: what the parts have brought. */
  readonly catalogues: Map<string, Messages>;
  readonly overrides: Map<string, Messages>;
  readonly listeners: Set<() => void>;
}

const page = globalThis as { [shared]?: Words };
const words = (page[shared] ??= { catalogues: new Map(), overrides: new Map(), listeners: new Set() });

/** The words for a key: the host's for the language, else the language's, else those of a wider language, else English: `ar-EG`, `ar`, `en`. */
export function messageFor(locale: string, key: MessageKey): Message {
  const message = words.overrides.get(locale)?.[key] ?? words.catalogues.get(locale)?.[key];
  if (message !== undefined) return message;
  return locale === 'en' ? key : messageFor(locale.includes('-') ? locale.replace(/-[^-]*$/, '') : 'en', key);
}

/** Whether there are words of this name, among those that were brought so far. */
export function isMessageKey(name: string): name is MessageKey {
  return Object.hasOwn(words.catalogues.get('en') ?? {}, name);
}

/** Brings words of ours, in one language. */
export function addMessages(language: string, messages: Messages): void {
  const known = words.catalogues.get(language);
  if (Object.keys(messages).every((key) => known && key in known)) return;
  words.catalogues.set(language, { ...known, ...messages });
  for (const listener of words.listeners) listener();
}

/**
 * Puts a host's own words in place of ours, in one language (`en`, `de-AT`): any of them, or all, for a language we do not bring.
 * What was set before for the same language and is not named stays.
 */
export function setMessages(language: string, messages: Messages): void {
  words.overrides.set(language, { ...words.overrides.get(language), ...messages });
  for (const listener of words.listeners) listener();
}

export function onMessagesChange(listener: () => void): () => void {
  words.listeners.add(listener);
  return () => void words.listeners.delete(listener);
}
