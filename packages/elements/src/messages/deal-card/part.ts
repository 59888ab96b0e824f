import type { MessagePart } from '../part.ts';
import { dealCardEnglish } from './english.ts';

/** The words of <crm-deal-card>. */
export const dealCardWords: MessagePart = {
  english: dealCardEnglish,
  languages: { de: () => import('./german.ts'), ar: () => import('./arabic.ts') },
};
