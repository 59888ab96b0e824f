import type { ChangeMessage } from '@rapport/core';
import type { Heard } from './message-ring.ts';
import { wantedKey, type Wanted } from './messages.ts';

/** What leads a window that is behind to the present. */
export interface Way {
  readonly messages: readonly ChangeMessage[];
  /** What it wants of which the messages do not tell all. */
  readonly recheck: readonly string[];
}

/**
 * The way over messages that may have come while not all that a window wants was listened for. That a record was in nothing that was listened for says nothing of
 * the rest: where something of its type was left out, it is to be looked at again instead.
 */
export function wayTo(heard: readonly Heard[], wanted: readonly Wanted[]): Way {
  const recheck = new Set<string>();
  const messages = heard.map(({ message, listened }): ChangeMessage => {
    const missed = wanted.filter((one) => !listened.has(wantedKey(one)));
    for (const one of missed) recheck.add(wantedKey(one));
    const types = new Set(missed.map(({ type }) => type));
    const changes = message.changes.filter((change) => change.op !== 'evict' || !types.has(change.type));
    if (changes.length === message.changes.length) return message;
    for (const one of wanted) if (types.has(one.type)) recheck.add(wantedKey(one));
    return { ...message, changes };
  });
  return { messages, recheck: [...recheck] };
}
