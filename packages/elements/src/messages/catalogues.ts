import type { Catalogue, MessageKey } from './catalogue.ts';
import { english } from './english.ts';
import type { Message } from './message.ts';

// One set of words for all copies of the package on a page: each file of the CDN build carries its own.
const shared = Symbol.for('rapport.messages');
export type Messages = Partial<Readonly<Record<MessageKey, Message>>>;
interface Words {
  readonly catalogues: Map<string, Catalogue>;
  /** What came with single elements. */
  readonly additions: Map<string, Messages>;
  readonly overrides: Map<string, Messages>;
  readonly listeners: Set<() => void>;
}
const page = globalThis as { [shared]?: Words };
const words = (page[shared] ??= {
  catalogues: new Map<string, Catalogue>([['en', english]]),
  additions: new Map(),
  overrides: new Map(),
  listeners: new Set(),
});

const loaders: Readonly<Record<string, () => Promise<Catalogue>>> = {
  de: async () => (await import('./german.ts')).german,
  ar: async () => (await import('./arabic.ts')).arabic,
};

/** `ar-EG` asks for `ar-EG`, then `ar`, then English. */
function candidates(locale: string): readonly string[] {
  const parts = locale.split('-');
  return [...parts.map((_, index) => parts.slice(0, parts.length - index).join('-')), 'en'];
}

/** The words for a key: the host's for the language, else the language's, else English. */
export function messageFor(locale: string, key: MessageKey): Message {
  for (const name of candidates(locale)) {
    const ours: Messages | undefined = words.catalogues.get(name);
    const message = words.overrides.get(name)?.[key] ?? ours?.[key] ?? words.additions.get(name)?.[key];
    if (message !== undefined) return message;
  }
  return english[key as keyof Catalogue];
}

/** Loads the words of a language, where there are any and they are not there yet. Listeners are told. */
export async function loadMessages(locale: string): Promise<void> {
  const name = candidates(locale).find((candidate) => words.catalogues.has(candidate) || candidate in loaders);
  const load = name === undefined || words.catalogues.has(name) ? undefined : loaders[name];
  if (name === undefined || !load) return;
  words.catalogues.set(name, await load());
  for (const listener of words.listeners) listener();
}

/** Brings words that only one element needs, in one language. */
export function addMessages(language: string, messages: Messages): void {
  const known = words.additions.get(language);
  if (Object.keys(messages).every((key) => known && key in known)) return;
  words.additions.set(language, { ...known, ...messages });
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
