import type { MessagePart } from '../part.ts';
import { dealEditingEnglish } from './english.ts';

/** The words of the forms of <crm-deal-card>. */
export const dealEditingWords: MessagePart = {
  english: dealEditingEnglish,
  languages: {
    de: async () => (await import('./german.ts')).dealEditingGerman,
    ar: async () => (await import('./arabic.ts')).dealEditingArabic,
  },
};
