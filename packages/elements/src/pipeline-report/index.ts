export type { Density, Phase, ProblemKind, RapportElement } from '../element/index.ts';
export { CrmPeriodChangedEvent } from '../sales/index.ts';
export { CrmPipelineReport } from './pipeline-report.ts';
