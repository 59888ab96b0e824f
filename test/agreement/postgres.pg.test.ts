import { agreeOnPipelines } from './pipeline-agreement.ts';
import { afterAll } from 'vitest';
import { freshDatabase } from '@rapport/test-postgres';
import { agreeOnReads } from './read-agreement.ts';
import { agreeOnWrites } from './write-agreement.ts';

const databases: { drop(): Promise<void> }[] = [];
afterAll(() => Promise.all(databases.map((database) => database.drop())));
const place = async (): Promise<{ databaseUrl: string }> => {
  const database = await freshDatabase();
  databases.push(database);
  return { databaseUrl: database.url };
};

agreeOnReads('SQL on PostgreSQL', place);
agreeOnWrites('SQL on PostgreSQL', place);
agreeOnPipelines('Pipelines on PostgreSQL', place);
