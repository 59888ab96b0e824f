import type { MessagePart } from '../part.ts';
import { salesEnglish } from './english.ts';

/** The words of <crm-forecast> and <crm-pipeline-report>. */
export const salesWords: MessagePart = {
  english: salesEnglish,
  languages: {
    de: async () => (await import('./german.ts')).salesGerman,
    ar: async () => (await import('./arabic.ts')).salesArabic,
  },
};
