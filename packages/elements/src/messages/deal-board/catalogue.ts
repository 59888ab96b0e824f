import type { Message } from '../message.ts';
import type { dealBoardEnglish } from './english.ts';

export type DealBoardKey = keyof typeof dealBoardEnglish;
export type DealBoardCatalogue = Readonly<Record<DealBoardKey, Message>>;
