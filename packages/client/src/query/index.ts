export { LiveQueryDriver } from './live-query.ts';
export type { LiveQueryServices } from './live-query-services.ts';
export { liveQueryHandle } from './live-query-handle.ts';
export { planQuery, type QueryPlan } from './query-plan.ts';
export { readWindow } from './read-window.ts';
export { relativeTimeFor } from './relative-time.ts';
export { SortedWindow } from './sorted-window.ts';
