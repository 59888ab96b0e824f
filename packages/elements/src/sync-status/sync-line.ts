import type { ConnectionSnapshot } from '@rapport/client';
import type { MessageKey } from '../messages/index.ts';
import { lockIcon, offlineIcon, saveIcon, syncIcon } from '../theme/index.ts';

/** How what was written stands. `count` is the writes on their way or waiting. */
export interface SyncLine {
  readonly state: 'saved' | 'saving' | 'offline' | 'unauthenticated';
  readonly message: MessageKey;
  readonly icon: string;
  readonly count: number;
}

/** The line for a connection; a client that has nothing to save has saved everything, whether or not it was ever connected. */
export function syncLine({ state, pendingWrites: count }: ConnectionSnapshot): SyncLine {
  if (state === 'offline')
    return { state, message: count > 0 ? 'offlineWaitingStatus' : 'offlineStatus', icon: offlineIcon, count };
  if (state === 'unauthenticated')
    return { state, message: count > 0 ? 'signInWaitingStatus' : 'signInStatus', icon: lockIcon, count };
  return count > 0
    ? { state: 'saving', message: 'savingStatus', icon: syncIcon, count }
    : { state: 'saved', message: 'savedStatus', icon: saveIcon, count };
}
