import type { MessagePart } from '../part.ts';
import { salesEnglish } from './english.ts';

/** The words of <crm-forecast> and <crm-pipeline-report>. */
export const salesWords: MessagePart = {
  english: salesEnglish,
  languages: { de: () => import('./german.ts'), ar: () => import('./arabic.ts') },
};
