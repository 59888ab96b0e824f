import type { Message } from '../message.ts';
import type { composerEnglish } from './english.ts';

export type ComposerKey = keyof typeof composerEnglish;
export type ComposerCatalogue = Readonly<Record<ComposerKey, Message>>;
