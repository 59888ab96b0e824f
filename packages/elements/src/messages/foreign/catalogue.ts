import type { Message } from '../message.ts';
import type { foreignEnglish } from './english.ts';

export type ForeignKey = keyof typeof foreignEnglish;
export type ForeignCatalogue = Readonly<Record<ForeignKey, Message>>;
