import type { MessagePart } from '../part.ts';
import { choicesEnglish } from './english.ts';

/** The words of fields’ choices. */
export const choicesWords: MessagePart = {
  english: choicesEnglish,
  languages: {
    de: async () => (await import('./german.ts')).choicesGerman,
    ar: async () => (await import('./arabic.ts')).choicesArabic,
  },
};
