export { HealthLookup } from './health-lookup.ts';
export { healthMark, healthReason } from './health-words.ts';
export { RecordNames } from './record-names.ts';
