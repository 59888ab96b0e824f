import type { Message } from '../message.ts';
import type { timelineEnglish } from './english.ts';

export type TimelineKey = keyof typeof timelineEnglish;
export type TimelineCatalogue = Readonly<Record<TimelineKey, Message>>;
