export type {
  CacheChange,
  CacheImage,
  CacheStorage,
  DeviceStorage,
  KeptQuery,
  KeptWrite,
  OutboxStorage,
  WriteState,
} from './device-storage.ts';
export { openDevice, type DeviceOptions } from './indexeddb/index.ts';
