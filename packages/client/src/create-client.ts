import type { Backend, NewId } from '@rapport/core';
import type { Client } from './client.ts';
import { createEngine } from './engine.ts';
import { systemEnvironment, type Environment, type Schedule } from './environment.ts';

export interface ClientOptions {
  readonly backend: Backend;
  /** IANA name of the calendar that relative time ("this month") goes by. The backend's own where it is not said. */
  readonly timeZone?: string;
  /** Milliseconds since 1970; the system's clock where it is not said. */
  readonly clock?: () => number;
  readonly newId?: NewId;
  readonly schedule?: Schedule;
  readonly random?: () => number;
  /** Calls when trying again may be worth it; the browser's `online` event where it is not said. */
  readonly wake?: Environment['wake'];
}

/** Connects to a backend: live queries, optimistic writes and the state of the connection. Asks the backend for nothing before the first query or write. */
export function createClient({ backend, timeZone, clock, newId, schedule, random, wake }: ClientOptions): Client {
  const given = {
    ...(newId && { newId }),
    ...(schedule && { schedule }),
    ...(random && { random }),
    ...(wake && { wake }),
  };
  return createEngine(backend, timeZone, { ...systemEnvironment(clock), ...given });
}
