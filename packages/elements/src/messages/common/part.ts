import type { MessagePart } from '../part.ts';
import { commonEnglish } from './english.ts';

/** What every element may have to say. */
export const commonWords: MessagePart = {
  english: commonEnglish,
  languages: { de: () => import('./german.ts'), ar: () => import('./arabic.ts') },
};
