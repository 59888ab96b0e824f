import type { AnyRecord, BackendDescription } from '@rapport/core';
import type { LiveRequest } from '../client.ts';
import type { Environment } from '../environment.ts';
import type { Overlay, RecordStore } from '../store/index.ts';
import type { Connection, Feed } from '../sync/index.ts';
import type { QueryPlan } from './query-plan.ts';
import type { HereAnswer, Page } from './answer-here.ts';
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
  /** The answer where it is at hand, without asking the backend; undefined where it is not. */
  readonly here: (request: LiveRequest, plan: QueryPlan, page: Page) => Promise<HereAnswer | undefined> | undefined;
  /** Every record of a type that is at hand, as the backend said it last. */
  readonly known: (type: string) => Iterable<AnyRecord>;
  /** Takes what the backend answered, with the feed's cursor when it was asked: to be kept on the device, where something is. */
  readonly keep: (answered: AnsweredQuery) => void;
  /** The backend's clock, milliseconds since 1970, as far as it is known here. */
  readonly backendNow: () => number;
}

/** A page of a query's window, as it was answered. */
export interface AnsweredQuery {
  readonly request: LiveRequest;
  readonly plan: QueryPlan;
  readonly answer: WindowAnswer;
  /** Whether it goes on below what was answered before. */
  readonly isMore: boolean;
  readonly limit: number;
  /** The whole window's ids, in order. */
  readonly members: () => readonly string[];
  readonly at: string | null;
  /** The moment it was asked for, by the clock of the records. */
  readonly since: number;
}
