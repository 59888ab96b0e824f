export { autoload } from './autoload.ts';
export {
  CrmContactCard,
  CrmContactChangeEvent,
  CrmContactChangedEvent,
  type EditableField,
} from './contact-card/index.ts';
export {
  CrmDealBoard,
  CrmDealMoveEvent,
  CrmDealMovedEvent,
  CrmDealOpenEvent,
  type MoveTarget,
} from './deal-board/index.ts';
export {
  CrmDealCard,
  CrmDealChangeEvent,
  CrmDealChangedEvent,
  CrmDealDecideEvent,
  CrmDealDecidedEvent,
  type DealDecision,
  type DealFact,
} from './deal-card/index.ts';
export {
  CrmForecast,
  CrmForecastAdjustEvent,
  CrmForecastAdjustedEvent,
  CrmPeriodChangedEvent,
  CrmSnapshotTakeEvent,
  CrmSnapshotTakenEvent,
  type FiguresElement,
  type ForecastAdjusting,
  type RollUp,
  type SalesRecords,
} from './forecast/index.ts';
export { CrmPipelineReport } from './pipeline-report/index.ts';
export {
  CrmLoadErrorEvent,
  CrmLoaderStartEvent,
  CrmReadyEvent,
  type Density,
  type DefineOptions,
  type Phase,
  type ProblemKind,
  type RapportElement,
} from './element/index.ts';
export { setMessages, type Message, type MessageKey, type Messages } from './messages/index.ts';
export { ClientController, CrmProvider, clientContext, setDefaultClient, type ClientHost } from './provider/index.ts';
export { registerAll } from './register-all.ts';
export { CrmSyncStatus, CrmWriteDecideEvent, CrmWriteDecidedEvent, type WriteDecision } from './sync-status/index.ts';
export {
  CrmActivityCreateEvent,
  CrmActivityCreatedEvent,
  CrmItemOpenEvent,
  CrmTimeline,
  type NewEntry,
} from './timeline/index.ts';
