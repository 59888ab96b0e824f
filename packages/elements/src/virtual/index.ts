export { FirstRows } from './first-rows.ts';
export { loadTakeOver } from './load-take-over.ts';
export type { RowAlign } from './row-align.ts';
export type { RowRange } from './row-range.ts';
export { VirtualRows, type VirtualRowsOptions } from './virtual-rows.ts';
