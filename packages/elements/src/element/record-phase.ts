import type { AnyRecord } from '@rapport/core';
import { parseRecordName } from '@rapport/core/model';
import type { LiveController } from './live-controller.ts';
import { problemOf } from './problem.ts';
import type { Phase } from './rapport-element.ts';

/** What decides how far an element has come that shows one record. */
export interface RecordQuestion {
  /** What the page calls the record: our id, or a foreign system's name. */
  readonly asked: string | undefined;
  readonly connection: {
    readonly client: unknown;
    /** Whether the page must have forgotten the client. */
    readonly missing: boolean;
    readonly connection: { readonly state: string } | undefined;
  };
  readonly live: Pick<LiveController<AnyRecord>, 'snapshot' | 'refresh'>;
}

/** How far an element has come that shows one record: what is missing first, then what the record's query says. */
export function recordPhase({ asked, connection, live }: RecordQuestion): Phase {
  if (asked && !parseRecordName(asked)) return { kind: 'problem', problem: 'bad-name' };
  if (!asked) return { kind: 'loading' };
  if (!connection.client) return connection.missing ? { kind: 'problem', problem: 'no-client' } : { kind: 'loading' };
  const { snapshot } = live;
  if (!snapshot) return { kind: 'loading' };
  const retry = (): void => void live.refresh();
  if (snapshot.records.length > 0) return { kind: 'ready', isStale: snapshot.status === 'stale' };
  switch (snapshot.status) {
    case 'loading':
      return connection.connection?.state === 'offline'
        ? { kind: 'problem', problem: 'offline', retry }
        : { kind: 'loading' };
    case 'stale':
      return { kind: 'problem', problem: 'offline', retry };
    case 'error':
      return { kind: 'problem', problem: problemOf(snapshot.error), retry };
    case 'ready':
      return { kind: 'problem', problem: 'not-found', retry };
  }
}
