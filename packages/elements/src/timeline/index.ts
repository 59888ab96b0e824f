export { CrmActivityCreateEvent, CrmActivityCreatedEvent, CrmItemOpenEvent, type NewEntry } from './timeline.events.ts';
export { CrmTimeline } from './timeline.ts';
