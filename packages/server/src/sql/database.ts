import type { Row, Statement } from './statement.ts';

/** What runs statements one after the other. */
export interface Session {
  query(statement: Statement): Promise<readonly Row[]>;
}

/**
 * The door to PostgreSQL, whichever there is. Tenants' work runs under a role that row-level security binds, with the tenant set on the connection:
 * a statement that forgets its tenant still sees one tenant's rows only.
 * Where the database fails, methods reject with a `BackendError`; `sqlState` tells what PostgreSQL said.
 */
export interface Database {
  /** One statement by itself. Where the signal has aborted by the time its turn comes, it is not sent. */
  query(tenant: string, statement: Statement, signal?: AbortSignal): Promise<readonly Row[]>;
  /** Statements that take effect together (read committed), or, where `work` rejects, not at all. */
  transaction<T>(tenant: string, work: (session: Session) => Promise<T>): Promise<T>;
  /** Statements of the owner, not bound to a tenant, in one transaction: migrations and what is kept for all tenants. */
  administer<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /**
   * Calls back for each notification on `channel`, and with null whenever some may have been missed (the connection was lost and is back).
   * Gives what stops it.
   */
  listen(channel: string, callback: (payload: string | null) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** The role that tenants' statements run under. */
export const tenantRole = 'rapport_tenant';
/** The setting that row-level security compares with. */
export const tenantSetting = 'rapport.tenant';
