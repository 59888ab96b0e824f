export { tenantRole, tenantSetting, type Database, type Session } from './database.ts';
export { sqlState } from './database-failure.ts';
export { migrate } from './migrate.ts';
export { pgliteDatabase } from './pglite.ts';
export { postgresDatabase, type PostgresOptions } from './postgres.ts';
export type { Row, SqlValue, Statement } from './statement.ts';
