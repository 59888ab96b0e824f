export type { Density, Phase, ProblemKind, RapportElement } from '../element/index.ts';
export { CrmPeriodChangedEvent, type FiguresElement, type SalesRecords } from '../sales/index.ts';
export {
  CrmForecastAdjustEvent,
  CrmForecastAdjustedEvent,
  CrmSnapshotTakeEvent,
  CrmSnapshotTakenEvent,
  type ForecastAdjusting,
} from './forecast.events.ts';
export { CrmForecast } from './forecast.ts';
export type { RollUp } from './forecast-view.ts';
