export { openDevice, type DeviceOptions } from './open-device.ts';
export { lost, lostError, storageError } from './storage-error.ts';
