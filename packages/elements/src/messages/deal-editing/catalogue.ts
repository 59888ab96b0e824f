import type { Message } from '../message.ts';
import type { dealEditingEnglish } from './english.ts';

export type DealEditingKey = keyof typeof dealEditingEnglish;
/** The words of the forms of <crm-deal-card>, in one language. */
export type DealEditingCatalogue = Readonly<Record<DealEditingKey, Message>>;
