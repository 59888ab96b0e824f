import type { MessagePart } from '../part.ts';
import { syncStatusEnglish } from './english.ts';

/** The words of <crm-sync-status>. */
export const syncStatusWords: MessagePart = {
  english: syncStatusEnglish,
  languages: { de: () => import('./german.ts'), ar: () => import('./arabic.ts') },
};
