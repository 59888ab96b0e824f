import { refKey } from '@rapport/core/identity';
import type { ConnectionSnapshot, RefusedWrite, WaitingWrite } from '../client.ts';
import type { KeptWrite } from '../device/index.ts';

type Writes = Pick<ConnectionSnapshot, 'pendingWrites' | 'sendingWrites' | 'attention'>;

/** What a snapshot tells of the writes that are kept: the same list while those that need attention are the same. */
export class WritesSnapshot {
  #declined: readonly KeptWrite[] = [];
  #attention: readonly RefusedWrite[] = [];

  of(kept: readonly KeptWrite[]): Writes {
    const declined = kept.filter(({ state }) => state === 'refused' || state === 'conflict' || state === 'blocked');
    const isSame =
      declined.length === this.#declined.length && declined.every((one, index) => one === this.#declined[index]);
    if (!isSame) this.#attention = attentionOf(declined);
    this.#declined = declined;
    const sending = kept.filter(({ state }) => state === 'inflight').length;
    const waiting = kept.filter(({ state }) => state === 'queued').length;
    return { pendingWrites: sending + waiting, sendingWrites: sending, attention: this.#attention };
  }
}

/** Each declined write with those behind it: one that waits for several is told of with the first. */
function attentionOf(declined: readonly KeptWrite[]): readonly RefusedWrite[] {
  const list: { readonly keys: Set<string>; readonly behind: WaitingWrite[]; readonly refused: RefusedWrite }[] = [];
  for (const { mutation, result, state } of declined) {
    const keys = mutation.patches.map(refKey);
    if (state === 'blocked') {
      const ahead = list.find((one) => keys.some((key) => one.keys.has(key)));
      for (const key of keys) ahead?.keys.add(key);
      ahead?.behind.push(waiting({ mutation }));
    } else if (result) {
      const behind: WaitingWrite[] = [];
      list.push({ keys: new Set(keys), behind, refused: { ...waiting({ mutation }), result, behind } });
    }
  }
  return list.map(({ refused }) => refused);
}

function waiting({ mutation: { id, at, command, patches } }: Pick<KeptWrite, 'mutation'>): WaitingWrite {
  return { id, at, write: { command, patches } };
}
