export { altered, clock, failing, newId, refusing, sampleClient, sampleStore, silent } from './client.ts';
export { ana, framework, layla, manyActivities, mika, newcomer, nordwind, nordwindRecords } from './nordwind.ts';
export {
  arabicDeal,
  bareDeal,
  directSales,
  flagship,
  ines,
  lena,
  omar,
  pipelineRecords,
  pipelineStages,
  pipelineStore,
  renewals,
} from './pipeline.ts';
export { frame } from './frame.ts';
export { find } from './shadow.ts';
export { ago, aRecord, idOf, now } from './record.ts';
export { frameArgs, frameArgTypes, stale, troubles, type FrameArgs } from './states.ts';
