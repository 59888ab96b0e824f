export { openDevice, type DeviceOptions } from './open-device.ts';
