import type { TestProject } from 'vitest/node';
import { startPostgres } from './start-postgres.ts';

/** Global set-up of the project `postgres`: one server for all of its test files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres();
  project.provide('postgresUrl', postgres.url);
  return () => postgres.stop();
}
