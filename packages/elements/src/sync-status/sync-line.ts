import type { ConnectionSnapshot, Guarantee } from '@rapport/client';
import type { MessageKey } from '../messages/index.ts';
import { alertIcon, lockIcon, offlineIcon, saveIcon, syncIcon } from '../theme/index.ts';

/** How what was written stands. `count` is the writes on their way or waiting. */
export interface SyncLine {
  readonly state: 'saved' | 'saving' | 'offline' | 'unauthenticated' | 'lost';
  readonly message: MessageKey;
  readonly icon: string;
  readonly count: number;
}

/**
 * The line for a connection; a client that has nothing to save has saved everything, whether or not it was ever connected. What is nowhere but in this window is
 * said before all else.
 */
export function syncLine({ state, pendingWrites: count, kept }: ConnectionSnapshot): SyncLine {
  if (kept === 'lost' && count > 0) return { state: 'lost', message: 'lostStatus', icon: alertIcon, count };
  if (state === 'offline')
    return { state, message: count > 0 ? 'offlineWaitingStatus' : 'offlineStatus', icon: offlineIcon, count };
  if (state === 'unauthenticated')
    return { state, message: count > 0 ? 'signInWaitingStatus' : 'signInStatus', icon: lockIcon, count };
  return count > 0
    ? { state: 'saving', message: 'savingStatus', icon: syncIcon, count }
    : { state: 'saved', message: 'savedStatus', icon: saveIcon, count };
}

const limitWords: Readonly<Record<Guarantee, MessageKey>> = {
  live: 'liveLimit',
  conflicts: 'conflictsLimit',
  'exactly-once': 'onceLimit',
  whole: 'wholeLimit',
};

/** What a reader should know of what this device and this backend can't give. */
export function limitsOf(connection: ConnectionSnapshot): readonly MessageKey[] {
  return [...lossesOf(connection), ...connection.unguaranteed.map((one) => limitWords[one])];
}

/** What this device can't keep, or has not kept. */
export function lossesOf({ kept, isForgotten }: ConnectionSnapshot): readonly MessageKey[] {
  return [...(kept === 'lost' ? (['lostText'] as const) : []), ...(isForgotten ? (['forgottenText'] as const) : [])];
}
