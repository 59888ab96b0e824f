import type { MessagePart } from '../part.ts';
import { composerEnglish } from './english.ts';

/** The words of the timeline’s composer. */
export const composerWords: MessagePart = {
  english: composerEnglish,
  languages: {
    de: async () => (await import('./german.ts')).composerGerman,
    ar: async () => (await import('./arabic.ts')).composerArabic,
  },
};
