import type { Message } from '../message.ts';
import type { commonEnglish } from './english.ts';

export type CommonKey = keyof typeof commonEnglish;
export type CommonCatalogue = Readonly<Record<CommonKey, Message>>;
