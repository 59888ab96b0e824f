export {
  createApp,
  defaultLimits,
  jsonLog,
  openApiDocument,
  type AppOptions,
  type Limits,
  type Log,
  type LogEntry,
  type ModelStore,
  type Problem,
} from './http/index.ts';
export { createAuthenticator, issueToken, type Authenticate, type Session, type TokenOptions } from './access/index.ts';
export {
  openStore,
  sqlBackend,
  type Retention,
  type Store,
  type StoreOptions,
  type TenantModel,
} from './store/index.ts';
