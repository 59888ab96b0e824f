import type { Message } from '../message.ts';
import type { syncStatusEnglish } from './english.ts';

export type SyncStatusKey = keyof typeof syncStatusEnglish;
/** The words of <crm-sync-status>, in one language. */
export type SyncStatusCatalogue = Readonly<Record<SyncStatusKey, Message>>;
