import type { RecordRules } from '../authority/index.ts';
import { approvalRule } from './approval-rule.ts';
import { closeDateChangeRule } from './close-date-change-rule.ts';
import { dealRule } from './deal-rule.ts';
import { stageChangeRule } from './stage-change-rule.ts';

/** The pipeline's rules as an authority runs them (rules P20 to P24): whatever way a write takes, no deal gets round its decisions. */
export const pipelineRules: RecordRules = {
  deal: dealRule,
  stageChange: stageChangeRule,
  closeDateChange: closeDateChangeRule,
  dealApproval: approvalRule,
};
