export { mappingFromOptions, type MapOptions } from './map-options.ts';
export { mappingSchema, parseMapping, type Mapping } from './mapping.ts';
export type { ImportBackend } from './plan-rows.ts';
export type { RowFault } from './row-fault.ts';
export { runImport, type ImportOptions, type ImportReport } from './run-import.ts';
