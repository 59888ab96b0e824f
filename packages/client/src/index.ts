export { createClient, type ClientOptions } from './create-client.ts';
export type {
  Client,
  ConnectionSnapshot,
  LiveQuery,
  LiveRequest,
  LiveSnapshot,
  LiveStatus,
  RecordNamed,
  RefusedWrite,
  Write,
} from './client.ts';
export type { Environment, Schedule } from './environment.ts';
