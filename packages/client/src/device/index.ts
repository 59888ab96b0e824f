export type {
  CacheChange,
  CacheImage,
  CachePreview,
  CacheStorage,
  DeviceStorage,
  KeptQuery,
  KeptView,
  KeptWrite,
  OutboxStorage,
  WriteState,
} from './device-storage.ts';
export { openDevice, type DeviceOptions } from './indexeddb/index.ts';
