import { addMessages } from '../catalogues.ts';
import type { SyncStatusCatalogue } from './catalogue.ts';
import { syncStatusEnglish } from './english.ts';

const loaders: Readonly<Record<string, () => Promise<SyncStatusCatalogue>>> = {
  de: async () => (await import('./german.ts')).syncStatusGerman,
  ar: async () => (await import('./arabic.ts')).syncStatusArabic,
};

/** Brings the words of <crm-sync-status>: English at once, another language as soon as it is loaded. */
export async function loadSyncStatusMessages(locale: string): Promise<void> {
  addMessages('en', syncStatusEnglish);
  const language = locale.split('-')[0] ?? '';
  const load = loaders[language];
  if (load) addMessages(language, await load());
}
