import type { MessagePart } from '../part.ts';
import { foreignEnglish } from './english.ts';

/** The words of messages from outside. */
export const foreignWords: MessagePart = {
  english: foreignEnglish,
  languages: { de: () => import('./german.ts'), ar: () => import('./arabic.ts') },
};
