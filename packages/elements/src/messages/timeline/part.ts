import type { MessagePart } from '../part.ts';
import { timelineEnglish } from './english.ts';

/** The words of <crm-timeline>. */
export const timelineWords: MessagePart = {
  english: timelineEnglish,
  languages: { de: () => import('./german.ts'), ar: () => import('./arabic.ts') },
};
