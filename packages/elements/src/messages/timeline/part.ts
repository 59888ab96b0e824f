import type { MessagePart } from '../part.ts';
import { timelineEnglish } from './english.ts';

/** The words of <crm-timeline>. */
export const timelineWords: MessagePart = {
  english: timelineEnglish,
  languages: {
    de: async () => (await import('./german.ts')).timelineGerman,
    ar: async () => (await import('./arabic.ts')).timelineArabic,
  },
};
