import 'fake-indexeddb/auto';
import { it } from 'vitest';
import { checkOutboxHistories } from './testing/index.ts';

it('what waits is what was answered, whatever fails in between (D1, D12)', () => checkOutboxHistories(60));
