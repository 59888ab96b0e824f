import type { Message } from '../message.ts';
import type { choicesEnglish } from './english.ts';

export type ChoicesKey = keyof typeof choicesEnglish;
export type ChoicesCatalogue = Readonly<Record<ChoicesKey, Message>>;
