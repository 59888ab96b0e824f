import type { NewId } from '@rapport/core';
import { uuidv7 } from '@rapport/core/identity';

/** Runs a task after so many milliseconds, unless what it returns is called first. */
export type Schedule = (milliseconds: number, task: () => void) => () => void;

/** What the client needs of the world around it. Everything may be replaced; tests bring a clock that they move. */
export interface Environment {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly newId: NewId;
  readonly schedule: Schedule;
  /** From 0 up to 1, spreads retries so that clients do not come back all at once. */
  readonly random: () => number;
  /** False where there is surely no network. */
  readonly isConnected: () => boolean;
  /** Calls when the world says that trying again may be worth it. Returns how to stop. */
  readonly wake: (retry: () => void) => () => void;
}

/** The page's, or the process's, own, but for what is given. */
export function systemEnvironment({
  clock = Date.now,
  newId = () => uuidv7(clock(), crypto.getRandomValues(new Uint8Array(10))),
  schedule = scheduleByTimers,
  random = Math.random,
  isConnected = () => globalThis.navigator?.onLine !== false,
  wake = wakeWhenOnline,
}: { readonly [Name in keyof Environment]?: Environment[Name] | undefined } = {}): Environment {
  return { clock, newId, schedule, random, isConnected, wake };
}

function scheduleByTimers(milliseconds: number, task: () => void): () => void {
  const timer = setTimeout(task, milliseconds);
  return () => clearTimeout(timer);
}

function wakeWhenOnline(retry: () => void): () => void {
  if (typeof addEventListener !== 'function') return () => {};
  addEventListener('online', retry);
  return () => removeEventListener('online', retry);
}
