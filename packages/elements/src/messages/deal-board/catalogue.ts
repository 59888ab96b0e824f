import type { Message } from '../message.ts';
import type { dealBoardEnglish } from './english.ts';

export type DealBoardKey = keyof typeof dealBoardEnglish;
/** The words of <crm-deal-board>, in one language. */
export type DealBoardCatalogue = Readonly<Record<DealBoardKey, Message>>;
