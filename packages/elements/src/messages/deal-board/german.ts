import type { DealBoardCatalogue } from './catalogue.ts';
import { dealBoardEnglish } from './english.ts';

export const dealBoardGerman: DealBoardCatalogue = { ...dealBoardEnglish };
