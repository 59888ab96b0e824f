export { recordFilter, type ItemContext, type RecordItems, type TimelineSubject } from './record-items.ts';
export { activityItems, mentionItems } from './activity-items.ts';
export { messageItems } from './message-items.ts';
export { solvedTicketItems, ticketItems } from './ticket-items.ts';
export { stageChangeItems } from './stage-change-items.ts';
export { doneTaskItems, taskItems } from './task-items.ts';
export { consentItems } from './consent-items.ts';
