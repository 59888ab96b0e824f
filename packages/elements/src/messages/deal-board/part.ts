import type { MessagePart } from '../part.ts';
import { dealBoardEnglish } from './english.ts';

/** The words of <crm-deal-board>: what it shows. */
export const dealBoardWords: MessagePart = {
  english: dealBoardEnglish,
  languages: { de: () => import('./german.ts'), ar: () => import('./arabic.ts') },
};
