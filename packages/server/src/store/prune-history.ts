import sql, { type Sql } from 'sql-template-tag';
import type { Database } from '../sql/index.ts';

/**
 * How much of the past is kept for each tenant: the feed's entries, for those who come back with an old cursor, and what mutations did, for those that
 * are sent again. What is older goes, and so does what is more.
 */
export interface Retention {
  /** Default 30. A cursor that is older is answered with a `reset`; a mutation that is sent again later is taken for a new one. */
  readonly days: number;
  /** Most entries, and most mutations; default 1,000,000. */
  readonly entries: number;
}

export const defaultRetention: Retention = { days: 30, entries: 1_000_000 };

/** Rows that one statement deletes: few enough that it is over before anybody notices. */
const step = 1_000;

/** Lets go of what a tenant need not keep, in steps that each stand by themselves, until the signal aborts. Several processes may do so at once. */
export async function pruneHistory(
  database: Database,
  tenant: string,
  retention: Retention,
  signal: AbortSignal,
): Promise<void> {
  const entries = String(retention.entries);
  const oldest = sql`now() - make_interval(secs => ${String(retention.days * 86_400)}::float8)`;

  // First a cursor that is too old is told so, then its entries go: never the other way round. The counter's row, on which commits wait for each other,
  // is held for no longer than that takes to write.
  const cut = sql`update rapport._tenant t set kept_from = c.position from (
      select max(o.position) as position from rapport._tenant p,
        (select f.position, f.at from rapport._feed f where f.tenant = ${tenant} order by f.position limit ${String(step)}::bigint) o
      where p.tenant = ${tenant} and (o.at < ${oldest} or o.position <= p.position - ${entries}::bigint)
    ) c where t.tenant = ${tenant} and c.position > t.kept_from`;
  const deleteEntries = sql`delete from rapport._feed f using (
      select e.position from rapport._feed e where e.tenant = ${tenant} and e.position <= (select p.kept_from from rapport._tenant p where p.tenant = ${tenant})
      order by e.position limit ${String(step)}::bigint
    ) o where f.tenant = ${tenant} and f.position = o.position returning 1`;
  do await database.query(tenant, cut);
  while ((await isMore(database, tenant, deleteEntries)) && !signal.aborted);

  const [row] = await database.query(
    tenant,
    sql`select greatest(${oldest}, (select m.at from rapport._memory m where m.tenant = ${tenant} order by m.at desc offset ${entries}::bigint limit 1))`,
  );
  const deleteMemories = sql`delete from rapport._memory m using (
      select r.mutation from rapport._memory r where r.tenant = ${tenant} and r.at < ${row?.[0]}::timestamptz order by r.at limit ${String(step)}::bigint
    ) o where m.tenant = ${tenant} and m.mutation = o.mutation returning 1`;
  while (!signal.aborted && (await isMore(database, tenant, deleteMemories)));
}

/** Deletes a step, and tells whether there may be another one. */
async function isMore(database: Database, tenant: string, deletion: Sql): Promise<boolean> {
  return (await database.query(tenant, deletion)).length === step;
}
