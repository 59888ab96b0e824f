export type {
  TimelineChanges, TimelineCursor, TimelineFact, TimelineFilter, TimelineItem, TimelineKind, TimelinePage, TimelinePageRequest, TimelinePerson, TimelineSource,
} from './item.ts';
export type { TimelineEntry, TimelineGap } from './entry.ts';
