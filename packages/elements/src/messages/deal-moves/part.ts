import type { MessagePart } from '../part.ts';
import { dealMovesEnglish } from './english.ts';

/** The words of moving deals. */
export const dealMovesWords: MessagePart = {
  english: dealMovesEnglish,
  languages: {
    de: async () => (await import('./german.ts')).dealMovesGerman,
    ar: async () => (await import('./arabic.ts')).dealMovesArabic,
  },
};
