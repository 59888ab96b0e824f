import type { Messages } from './catalogue.ts';
import { addMessages } from './catalogues.ts';

/** Words that come with what shows them: in English at once, in another language as soon as it is loaded. */
export interface MessagePart {
  readonly english: Messages;
  /** By language without a region: the module that has the words as its default. */
  readonly languages: Readonly<Record<string, () => Promise<{ readonly default: Messages }>>>;
}

const brought = new WeakMap<MessagePart, Set<string>>();

/** Brings the words of a part in a language, once. */
export function bringMessages(part: MessagePart, locale: string): void {
  const known = brought.get(part) ?? new Set();
  brought.set(part, known);
  const bring = (language: string, messages: Messages): void => {
    known.add(language);
    addMessages(language, messages);
  };
  if (!known.has('en')) bring('en', part.english);
  const language = locale.split('-')[0] ?? '';
  // Without a connection it can't be loaded: it is asked for again with the next element.
  if (!known.has(language))
    void part.languages[language]?.().then(
      (module) => bring(language, module.default),
      () => undefined,
    );
}
