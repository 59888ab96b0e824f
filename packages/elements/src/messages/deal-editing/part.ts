import type { MessagePart } from '../part.ts';
import { dealEditingEnglish } from './english.ts';

/** The words of the forms of <crm-deal-card>. */
export const dealEditingWords: MessagePart = {
  english: dealEditingEnglish,
  languages: { de: () => import('./german.ts'), ar: () => import('./arabic.ts') },
};
