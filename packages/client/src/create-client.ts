import type { Backend, NewId } from '@rapport/core';
import { RapportError } from '@rapport/core/failure';
import type { Client } from './client.ts';
import type { DeviceStorage } from './device/index.ts';
import { createEngine } from './engine.ts';
import type { Tabs } from './tabs/index.ts';
import { systemEnvironment, type Environment, type Schedule } from './environment.ts';

export interface ClientOptions {
  readonly backend: Backend;
  /**
   * Where writes and records are kept beside the backend. `memory`: nowhere, for personal data does not belong on a device unasked. `indexeddb`: in the browser,
   * sealed; what is accepted then survives the page. Anything else: a storage of the host's own, which belongs to one account.
   */
  readonly persistence?: 'memory' | 'indexeddb' | DeviceStorage;
  /**
   * Who is signed in, as the host names them: tenant and user. Needed with `indexeddb`, and for windows to share their stream and their writes. Whoever signs in next
   * is another account, and another client.
   */
  readonly account?: string;
  /** How windows of one account find each other; the browser's own way where it is not said, false to have each on its own. */
  readonly tabs?: Tabs | false;
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
export function createClient(options: ClientOptions): Client {
  const { backend, timeZone, account, tabs } = options;
  const environment = systemEnvironment(options);
  const device = deviceOf(options);
  const isShared = device ?? (tabs || (account !== undefined && tabs !== false));
  return createEngine({
    backend,
    timeZone,
    environment,
    device,
    loadWriting: () => import('./writing.ts'),
    share: isShared
      ? async (needs) => {
          const { startSharing } = await import('./sharing.ts');
          return startSharing({
            account,
            tabs,
            device,
            environment,
            changes: (asked) => backend.changes(asked),
            ...needs,
          });
        }
      : undefined,
  });
}

function deviceOf({ persistence = 'memory', account }: ClientOptions): Promise<DeviceStorage> | undefined {
  if (persistence === 'memory') return undefined;
  if (persistence !== 'indexeddb') return Promise.resolve(persistence);
  if (!account)
    throw new RapportError('account-missing', "persistence: 'indexeddb' needs `account`: who is signed in.");
  return import('./device/index.ts').then(({ openDevice }) => openDevice({ account }));
}
