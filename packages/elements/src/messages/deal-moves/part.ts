import type { MessagePart } from '../part.ts';
import { dealMovesEnglish } from './english.ts';

/** The words of moving deals. */
export const dealMovesWords: MessagePart = {
  english: dealMovesEnglish,
  languages: { de: () => import('./german.ts'), ar: () => import('./arabic.ts') },
};
