export { createTimeline } from './create-timeline.ts';
export type { Timeline, TimelineOptions, TimelineSnapshot, Timers } from './timeline.ts';
