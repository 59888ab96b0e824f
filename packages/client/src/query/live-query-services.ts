import type { BackendDescription } from '@rapport/core';
import type { LiveRequest } from '../client.ts';
import type { Environment } from '../environment.ts';
import type { Overlay, RecordStore } from '../store/index.ts';
import type { Connection, Feed } from '../sync/index.ts';
import type { QueryPlan } from './query-plan.ts';
import type { WindowAnswer } from './read-window.ts';

/** What a live query needs of its client. */
export interface LiveQueryServices {
  readonly environment: Environment;
  readonly store: RecordStore;
  readonly overlay: Overlay;
  readonly connection: Connection;
  readonly feed: Feed;
  readonly plan: (
    request: LiveRequest,
  ) => Promise<{ readonly plan: QueryPlan; readonly description: BackendDescription }>;
  readonly read: (
    plan: QueryPlan,
    page: { limit: number; after: string | null; signal: AbortSignal },
  ) => Promise<WindowAnswer>;
  /** The backend's clock, milliseconds since 1970, as far as it is known here. */
  readonly backendNow: () => number;
}
