export type { Density, Phase, ProblemKind, RapportElement } from '../element/index.ts';
export { CrmDealOpenEvent } from './deal-board.events.ts';
export { CrmDealMoveEvent, CrmDealMovedEvent, type MoveTarget } from './moving.events.ts';
export { CrmDealBoard } from './deal-board.ts';
