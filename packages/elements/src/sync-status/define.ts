import { define } from '../element/index.ts';
import { CrmSyncStatus } from './sync-status.ts';

define('sync-status', CrmSyncStatus);

// So that whoever imports this knows the tag's type.
export type { CrmSyncStatus };
