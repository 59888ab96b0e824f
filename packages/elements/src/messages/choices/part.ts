import type { MessagePart } from '../part.ts';
import { choicesEnglish } from './english.ts';

/** The words of fields’ choices. */
export const choicesWords: MessagePart = {
  english: choicesEnglish,
  languages: { de: () => import('./german.ts'), ar: () => import('./arabic.ts') },
};
