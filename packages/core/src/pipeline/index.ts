export type { BulkDecided, Decided, DecisionContext, Reason } from './context.ts';
export { isBarredReturn, passedOver } from './stage-limits.ts';
export { compareStages, stagesOf, statusOf } from './stages.ts';
export { missingFor, relatedNeeded, type MissingRequirement, type RelatedRecords } from './requirements.ts';
export { missingOf, type Completion, type DealRecords } from './enter-stage.ts';
export type { DealFields } from './fields-patch.ts';
export { moveDeal, type MoveDeal } from './move-deal.ts';
export { loseDeal, winDeal, type CloseDeal, type LoseDeal } from './close-deal.ts';
export { reopenDeal, type ReopenDeal } from './reopen-deal.ts';
export { rescheduleDeal } from './reschedule-deal.ts';
export { loseDeals, moveDeals, reopenDeals, winDeals } from './bulk.ts';
export { probabilityOf, resetProbability, scoreProbability, setProbability } from './probability.ts';
export { compareInColumn, placeInColumn, rankColumn, type Column, type Place, type Placed } from './column.ts';
export { isRank, rankBetween, ranksBetween } from './rank.ts';
export { moneyOf, multiplyAmount, shareAmount, sumAmounts } from './amounts.ts';
export { converter, convertOn, type Convert, type Converted, type UsedRate } from './rates.ts';
export { lineTotal, linesTotal, totalLines } from './line-items.ts';
export { addLine, changeLine, removeLine, type LineFields } from './change-lines.ts';
export { checkShares, splitAmounts, splitDeal, type Share } from './splits.ts';
export { setContactRoles, setPrimaryContact } from './contact-roles.ts';
export { fiscalPeriod, isWithin, type FiscalCalendar, type FiscalPeriod, type Period } from './fiscal-calendar.ts';
export {
  categoryOf,
  dealFigures,
  type BaseCurrency,
  type DealFigure,
  type DealFigures,
  type FigureContext,
  type ForecastCategory,
} from './deal-figures.ts';
export {
  forecast,
  type CategoryForecast,
  type CountedAmount,
  type Forecast,
  type ForecastFigures,
  type ForecastTargets,
  type OwnerForecast,
} from './forecast.ts';
export { seededRandom, simulateForecast, type ForecastDistribution, type Random } from './simulate-forecast.ts';
export { takeSnapshot } from './snapshot.ts';
export { waterfall, type Waterfall, type WaterfallLine, type WaterfallStep } from './waterfall.ts';
export { decideApproval, requestApproval } from './approvals.ts';
export { startOf, stageStays, type StageStay } from './stage-stays.ts';
export { stageDurations, wonDurations, type StageDuration } from './durations.ts';
export { dealHealth, type DealHealth, type HealthRecords, type HealthSignal } from './health.ts';
export { slippage, type Pushes, type Slippage } from './slippage.ts';
export { cohortOf, winRate, type Cohort, type WinRate } from './win-rate.ts';
export { stageConversion, type StageConversion } from './conversion.ts';
export { salesCycle, salesVelocity, type SalesCycle } from './velocity.ts';
export { columnQuery, columnTotals, type ColumnTotal } from './column-totals.ts';
export { pipelineRules } from './pipeline-rules.ts';
