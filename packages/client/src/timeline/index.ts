export type { Timeline, TimelineOptions, TimelineSnapshot, TimelineSubject, Timers } from './timeline.ts';
