import { addMessages } from '../catalogues.ts';
import type { DealBoardCatalogue } from './catalogue.ts';
import { dealBoardEnglish } from './english.ts';

const loaders: Readonly<Record<string, () => Promise<DealBoardCatalogue>>> = {
  de: async () => (await import('./german.ts')).dealBoardGerman,
  ar: async () => (await import('./arabic.ts')).dealBoardArabic,
};

/** Brings the words of <crm-deal-board>: English at once, another language as soon as it is loaded. */
export async function loadDealBoardMessages(locale: string): Promise<void> {
  addMessages('en', dealBoardEnglish);
  const language = locale.split('-')[0] ?? '';
  const load = loaders[language];
  if (load) addMessages(language, await load());
}
