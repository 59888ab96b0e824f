import type { Message } from '../message.ts';
import type { contactCardEnglish } from './english.ts';

export type ContactCardKey = keyof typeof contactCardEnglish;
export type ContactCardCatalogue = Readonly<Record<ContactCardKey, Message>>;
