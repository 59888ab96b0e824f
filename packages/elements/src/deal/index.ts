export { HealthLookup } from './health-lookup.ts';
export { healthMark, healthReason } from './health-words.ts';
export type { Asking } from './asking/index.ts';
export type { AskingPlace } from './asking/asking-place.ts';
export type { Given } from './asking/given.ts';
export { loadAsking } from './load-asking.ts';
export { RecordNames } from './record-names.ts';
export { relatedOf } from './related-of.ts';
export { moveRefusal, resultRefusal } from './refusal-words.ts';
