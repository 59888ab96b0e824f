import type { DBSchema } from 'idb';
import type { Schedule } from '../environment.ts';
import { deleteDatabase, openDatabase } from './open-database.ts';

const name = 'rapport-log';

interface LogSchema extends DBSchema {
  empty: { key: number; value: never };
}

/**
 * Has Chromium begin a new log for all that this origin keeps, as it does where a database is deleted: call it when a page opens what it keeps.
 *
 * A browser that was killed between the two halves of an entry of its log goes on behind the half one when it starts again (LevelDB's `reuse_logs`,
 * google/leveldb#1287). The start after that takes the two for one, finds the checksum wrong, and deletes every database of the origin. A log that was
 * begun anew has no half entry, and the old one is not read again. Where this fails, all is as it was.
 */
export async function beginLog(schedule: Schedule): Promise<void> {
  const nothing = (): void => {};
  try {
    const database = await openDatabase<LogSchema>({
      name,
      version: 1,
      schedule,
      // With something to delete: where there is less to do, LevelDB may take the new log for done with a write that is under way.
      upgrade: (made) => void made.createObjectStore('empty'),
      yielded: nothing,
      terminated: nothing,
    });
    database.close();
    await deleteDatabase(name, schedule);
  } catch {
    // The disk is full, or another window is about to do the same.
  }
}
