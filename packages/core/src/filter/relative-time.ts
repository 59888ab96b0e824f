// What filters over relative time need beyond the others, to be loaded when there is one.
export { nextChange } from './next-change.ts';
export { spanWindow } from './span-window.ts';
