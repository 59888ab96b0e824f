import 'fake-indexeddb/auto';
import { it } from 'vitest';
import { checkCacheHistories } from './testing/index.ts';

it('holds what was applied as of its cursor, whatever fails in between and however it was folded (D6)', () =>
  checkCacheHistories(200));
