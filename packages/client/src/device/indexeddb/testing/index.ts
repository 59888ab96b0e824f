export { aDevice, type Page } from './a-device.ts';
export { aContact, aMutation, aWrite, idOf } from './kept.ts';
export { failingWrites } from './failing-writes.ts';
export { checkCacheHistories } from './cache-histories.ts';
export { checkOutboxHistories } from './outbox-histories.ts';
