import { define } from '../element/index.ts';
import { CrmPipelineReport } from './pipeline-report.ts';

define('pipeline-report', CrmPipelineReport);

// So that whoever imports this knows the tag's type.
export type { CrmPipelineReport };
