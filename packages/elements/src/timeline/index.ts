export type { Density, Phase, ProblemKind, RapportElement } from '../element/index.ts';
export { CrmActivityCreateEvent, CrmActivityCreatedEvent, type NewEntry } from './composer.events.ts';
export { CrmItemOpenEvent } from './timeline.events.ts';
export { CrmTimeline } from './timeline.ts';
