import type { Message } from '../message.ts';
import type { salesEnglish } from './english.ts';

export type SalesKey = keyof typeof salesEnglish;
/** The words of <crm-forecast> and <crm-pipeline-report>, in one language. */
export type SalesCatalogue = Readonly<Record<SalesKey, Message>>;
