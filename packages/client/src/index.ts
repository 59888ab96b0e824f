export { createClient, type ClientOptions } from './create-client.ts';
export { guarantees } from './client.ts';
export type {
  Client,
  ConnectionSnapshot,
  Durability,
  Guarantee,
  LiveQuery,
  LiveRequest,
  LiveSnapshot,
  LiveStatus,
  PendingWrite,
  RecordNamed,
  RefusedWrite,
  WaitingWrite,
  Write,
} from './client.ts';
export type { Environment, Schedule } from './environment.ts';
export type {
  CacheChange,
  CacheImage,
  CacheStorage,
  DeviceStorage,
  KeptQuery,
  KeptWrite,
  OutboxStorage,
  WriteState,
} from './device/index.ts';
export type { Tabs } from './tabs/index.ts';
