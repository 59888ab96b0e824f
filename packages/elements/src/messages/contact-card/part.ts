import type { MessagePart } from '../part.ts';
import { contactCardEnglish } from './english.ts';

/** The words of <crm-contact-card>. */
export const contactCardWords: MessagePart = {
  english: contactCardEnglish,
  languages: {
    de: async () => (await import('./german.ts')).contactCardGerman,
    ar: async () => (await import('./arabic.ts')).contactCardArabic,
  },
};
