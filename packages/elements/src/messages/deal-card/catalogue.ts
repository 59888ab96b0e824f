import type { Message } from '../message.ts';
import type { dealCardEnglish } from './english.ts';

export type DealCardKey = keyof typeof dealCardEnglish;
/** The words of <crm-deal-card>, in one language. */
export type DealCardCatalogue = Readonly<Record<DealCardKey, Message>>;
