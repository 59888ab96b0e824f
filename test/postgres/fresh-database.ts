import pg from 'pg';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** Connection string of the PostgreSQL that runs beside `*.pg.test.ts`. */
export async function postgresUrl(): Promise<string> {
  const { inject } = await import('vitest');
  return inject('postgresUrl');
}

/** Makes an empty database, so that test files do not meet. Gives its connection string and what drops it. */
export async function freshDatabase(server?: string): Promise<{ url: string; drop(): Promise<void> }> {
  const administrator = server ?? (await postgresUrl());
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  await run(administrator, `create database ${name}`);
  const url = new URL(administrator);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(administrator, `drop database if exists ${name} with (force)`) };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
