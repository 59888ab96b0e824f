import type { Message } from '../message.ts';
import type { editingEnglish } from './english.ts';

export type EditingKey = keyof typeof editingEnglish;
export type EditingCatalogue = Readonly<Record<EditingKey, Message>>;
