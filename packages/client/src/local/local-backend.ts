import {
  extendModel,
  standardModel,
  uuidv7,
  type Actor,
  type Backend,
  type Model,
  type ModelExtension,
  type NewId,
} from '@rapport/core';
import { checkPolicy, defaultPolicy, type AccessPolicy, type RecordRules } from '@rapport/core/authority';
import { tableBackend } from '@rapport/core/memory';
import { pipelineRules } from '@rapport/core/pipeline';
import { systemEnvironment } from '../environment.ts';
import { systemPageLife } from '../indexeddb/index.ts';
import { defaultSizes, type Sizes } from './database.ts';
import { LocalStore } from './local-store.ts';

export interface LocalBackendOptions {
  /** Names the database: one per organisation and person on this device. */
  readonly name: string;
  /** Milliseconds since 1970. Default: the device's. */
  readonly clock?: () => number;
  /** Default: UUIDv7 of the clock and the device's chance. */
  readonly newId?: NewId;
  /** Default: the standard model. */
  readonly model?: Model;
  /** What is added to the model. */
  readonly extension?: ModelExtension;
  /** Default: `defaultPolicy`. */
  readonly policy?: AccessPolicy;
  /** What must hold of records beside the model. Default: `pipelineRules`. */
  readonly rules?: RecordRules;
  /** Default: an admin. On the person's own device, access is a matter of order, not of secrecy. */
  readonly actor?: Actor;
  /**
   * Whether the records are sealed with a key that no script can read, and the database's name tells nothing: for devices that others may take a look into.
   * Sealed and not sealed are two databases. Default: false.
   */
  readonly sealed?: boolean;
  /** IANA name; the calendar of relative time where a query names none. Default: the device's. */
  readonly timeZone?: string;
}

export interface LocalBackend extends Backend {
  /** Lets go of the database, once what was begun is finished. Every call after it rejects. */
  close(): Promise<void>;
  /** Leaves nothing of the records on the device, in whichever window they are open, the key first; then as `close`. */
  wipe(): Promise<void>;
}

/**
 * A complete backend inside the page: the server's own authority over records kept in IndexedDB. What `push` has answered survives the tab, the browser and
 * a power cut. Any number of windows may use one database at the same time. Opened by the first call.
 *
 * Every method rejects with `BackendError` of code `storage` where the device's storage is full, missing, deleted, or in the hands of another version;
 * nothing is then half-applied.
 *
 * @param sizes for tests.
 */
export function localBackend(options: LocalBackendOptions, sizes: Sizes = defaultSizes): LocalBackend {
  const {
    name,
    clock = Date.now,
    extension = {},
    policy = defaultPolicy,
    rules = pipelineRules,
    actor = { tenant: 'local', role: 'admin' },
  } = options;
  const model = extendModel(options.model ?? standardModel, extension);
  checkPolicy(model, policy);
  const newId = options.newId ?? ((): string => uuidv7(clock(), crypto.getRandomValues(new Uint8Array(10))));
  const timeZone = options.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const store = new LocalStore({
    name,
    isSealed: options.sealed ?? false,
    model,
    newId,
    sizes,
    schedule: systemEnvironment().schedule,
    life: systemPageLife,
  });
  const backend = tableBackend(
    { name: 'local', model, extension, policy, rules, clock, timeZone, storage: store, open: () => store.open() },
    actor,
  );
  return { ...backend, close: () => store.close(), wipe: () => store.wipe() };
}
