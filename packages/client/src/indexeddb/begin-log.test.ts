import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import { systemEnvironment } from '../environment.ts';
import { beginLog } from './begin-log.ts';

const { schedule } = systemEnvironment();
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it('deletes a database that was there, and leaves none, however many windows do so at once', async () => {
  const deleting = vi.spyOn(indexedDB, 'deleteDatabase');
  await Promise.all([beginLog(schedule), beginLog(schedule), beginLog(schedule)]);
  expect(deleting.mock.calls.filter(([name]) => name === 'rapport-log')).toHaveLength(3);
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('rapport-log');
});

it('lets the page go on where the browser keeps nothing', async () => {
  vi.stubGlobal('indexedDB', undefined);
  await expect(beginLog(schedule)).resolves.toBeUndefined();
});
