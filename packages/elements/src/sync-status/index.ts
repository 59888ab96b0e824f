export type { Density, Phase, ProblemKind, RapportElement } from '../element/index.ts';
export { CrmWriteDecideEvent, CrmWriteDecidedEvent, type WriteDecision } from './sync-status.events.ts';
export { CrmSyncStatus } from './sync-status.ts';
