export type { Density, Phase, ProblemKind, RapportElement } from '../element/index.ts';
export { CrmActivityCreateEvent, CrmActivityCreatedEvent, CrmItemOpenEvent, type NewEntry } from './timeline.events.ts';
export { CrmTimeline } from './timeline.ts';
