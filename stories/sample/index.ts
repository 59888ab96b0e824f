export { clock, failing, newId, refusing, sampleClient, sampleStore, silent, switchable } from './client.ts';
export { ana, framework, layla, manyActivities, mika, newcomer, nordwind, nordwindRecords } from './nordwind.ts';
export { ago, aRecord, idOf, now } from './record.ts';
