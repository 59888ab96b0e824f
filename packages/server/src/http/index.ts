export { createApp } from './create-app.ts';
export { defaultLimits, type AppOptions, type Limits, type ModelStore } from './app-options.ts';
export { jsonLog, type Log, type LogEntry } from './request-log.ts';
export { openApiDocument } from './openapi-document.ts';
export type { Problem } from './problem.ts';
