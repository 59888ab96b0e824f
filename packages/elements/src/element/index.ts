export { addStyles } from './add-styles.ts';
export { define, type DefineOptions } from './define.ts';
export { CrmLoadErrorEvent, CrmLoaderStartEvent, CrmReadyEvent } from './life-cycle.events.ts';
export { LiveController } from './live-controller.ts';
export { problemOf, problemTemplate, type ProblemKind } from './problem.ts';
export { RapportElement, densities, type Density, type Phase } from './rapport-element.ts';
export { readerZone } from './reader-zone.ts';
export { refusalText } from './refusal.ts';
export { warnOnce } from './warn-once.ts';
