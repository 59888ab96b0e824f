export type { RowAlign, RowRange } from './row-range.ts';
export { VirtualRows, type VirtualRowsOptions } from './virtual-rows.ts';
