export { createTimeline } from './create-timeline.ts';
export type { Timeline, TimelineOptions, TimelineSnapshot } from './timeline.ts';
