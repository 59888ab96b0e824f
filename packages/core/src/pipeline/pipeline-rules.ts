import type { RecordRules } from '../authority/index.ts';
import { approvalRule } from './approval-rule.ts';
import { dealRule } from './deal-rule.ts';
import { stageChangeRule } from './stage-change-rule.ts';

/** The pipeline's rules as an authority runs them (rules P20 to P23): whatever way a write takes, no deal gets round its decisions. */
export const pipelineRules: RecordRules = {
  deal: dealRule,
  stageChange: stageChangeRule,
  dealApproval: approvalRule,
};
