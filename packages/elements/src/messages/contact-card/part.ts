import type { MessagePart } from '../part.ts';
import { contactCardEnglish } from './english.ts';

/** The words of <crm-contact-card>. */
export const contactCardWords: MessagePart = {
  english: contactCardEnglish,
  languages: { de: () => import('./german.ts'), ar: () => import('./arabic.ts') },
};
