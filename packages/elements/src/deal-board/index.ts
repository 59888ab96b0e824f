export type { Density, Phase, ProblemKind, RapportElement } from '../element/index.ts';
export { CrmDealMoveEvent, CrmDealMovedEvent, CrmDealOpenEvent, type MoveTarget } from './deal-board.events.ts';
export { CrmDealBoard } from './deal-board.ts';
