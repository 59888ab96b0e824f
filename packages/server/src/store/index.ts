export { openStore, type Store, type StoreOptions } from './open-store.ts';
export { maxMutations, sqlBackend } from './sql-backend.ts';
export type { TenantModel } from './extension.ts';
export type { Retention } from './prune-history.ts';
