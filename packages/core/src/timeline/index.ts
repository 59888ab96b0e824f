export type {
  TimelineChanges,
  TimelineCursor,
  TimelineFact,
  TimelineFilter,
  TimelineItem,
  TimelineKind,
  TimelinePage,
  TimelinePageRequest,
  TimelinePerson,
  TimelineSource,
} from './item.ts';
export type { TimelineEntry, TimelineGap } from './entry.ts';
export { comparePlaces, itemKey, mergeItems, placeOf, type Reach } from './order.ts';
export { timelineTest } from './match.ts';
export { readItems, readPage, type ReadPage } from './page.ts';
export {
  emptyTimeline,
  timelineState,
  type TimelineEvent,
  type TimelinePhase,
  type TimelineSourceState,
  type TimelineState,
} from './state.ts';
export { shownItems } from './shown.ts';
export {
  gapsOf,
  hasMore,
  hasNewer,
  isLoading,
  isLoadingNewer,
  nextAsks,
  timelineStatus,
  type TimelineAsk,
} from './view.ts';
export { entryMaker, timelineEntries, type EntryMarks, type EntryOptions } from './entries.ts';
export { dayFinder, endOfDay, type LocalDay } from './day.ts';
export {
  activityItems,
  consentItems,
  doneTaskItems,
  mentionItems,
  messageItems,
  recordFilter,
  solvedTicketItems,
  stageChangeItems,
  taskItems,
  ticketItems,
  type ItemContext,
  type RecordItems,
  type TimelineSubject,
} from './records/index.ts';
