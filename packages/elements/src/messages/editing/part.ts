import type { MessagePart } from '../part.ts';
import { editingEnglish } from './english.ts';

/** What is said of fields and their values, of editing them, and of what was refused. */
export const editingWords: MessagePart = {
  english: editingEnglish,
  languages: { de: () => import('./german.ts'), ar: () => import('./arabic.ts') },
};
