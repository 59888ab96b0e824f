import type { Message } from '../message.ts';
import type { dealMovesEnglish } from './english.ts';

export type DealMovesKey = keyof typeof dealMovesEnglish;
export type DealMovesCatalogue = Readonly<Record<DealMovesKey, Message>>;
