import type { MessagePart } from '../part.ts';
import { composerEnglish } from './english.ts';

/** The words of the timeline’s composer. */
export const composerWords: MessagePart = {
  english: composerEnglish,
  languages: { de: () => import('./german.ts'), ar: () => import('./arabic.ts') },
};
