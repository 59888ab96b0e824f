export { Connection, watched, type ConnectionOptions, type Transaction } from './connection.ts';
export { accountDigest } from './account-digest.ts';
export { beginLog } from './begin-log.ts';
export { destroyKey, deviceKey } from './device-key.ts';
export { deleteDatabase } from './open-database.ts';
export { systemPageLife, type PageLife } from './page-life.ts';
export { createSealer, type Sealed, type Sealer } from './sealer.ts';
export { lost, lostError, storageError } from './storage-error.ts';
