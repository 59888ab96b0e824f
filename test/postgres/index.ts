export { freshDatabase, postgresUrl } from './fresh-database.ts';
export { startPostgres, type RunningPostgres } from './start-postgres.ts';
