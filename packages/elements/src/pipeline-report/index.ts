export type { Density, Phase, ProblemKind, RapportElement } from '../element/index.ts';
export { CrmPeriodChangedEvent, type FiguresElement, type SalesRecords } from '../sales/index.ts';
export { CrmPipelineReport } from './pipeline-report.ts';
