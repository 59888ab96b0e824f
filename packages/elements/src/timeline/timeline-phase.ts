import type { ConnectionSnapshot, LiveSnapshot } from '@rapport/client';
import type { TimelineSnapshot } from '@rapport/client/timeline';
import { problemOf, type Phase } from '../element/index.ts';

/** What decides how far a timeline has come. */
export interface PhaseQuestion {
  /** Whose it is to be; `name` is undefined where what was written is none. */
  readonly subject: { readonly name: unknown } | undefined;
  readonly isZoneKnown: boolean;
  readonly connection: {
    readonly client: unknown;
    /** Whether the page must have forgotten the client. */
    readonly missing: boolean;
    readonly connection: ConnectionSnapshot | undefined;
  };
  /** The subject's own record. */
  readonly about: LiveSnapshot | undefined;
  readonly timeline: TimelineSnapshot | undefined;
  readonly retry: () => void;
}

/** How far a timeline has come: what is missing first, then what is known of the subject, then what the sources say. */
export function timelinePhase({ subject, isZoneKnown, connection, about, timeline, retry }: PhaseQuestion): Phase {
  if (subject && !subject.name) return { kind: 'problem', problem: 'bad-name' };
  if (!isZoneKnown) return { kind: 'problem', problem: 'error' };
  if (!connection.client) return connection.missing ? { kind: 'problem', problem: 'no-client' } : { kind: 'loading' };
  if (!subject || !timeline) return { kind: 'loading' };
  if (about?.status === 'ready' && about.records.length === 0) return { kind: 'problem', problem: 'not-found', retry };
  const isOffline = connection.connection?.state === 'offline';
  switch (timeline.status) {
    case 'loading':
      if (about?.status === 'error') return { kind: 'problem', problem: problemOf(about.error), retry };
      return isOffline ? { kind: 'problem', problem: 'offline', retry } : { kind: 'loading' };
    case 'error': {
      const error = about?.status === 'error' ? about.error : timeline.missing.find((gap) => gap.error)?.error;
      return { kind: 'problem', problem: problemOf(error), retry };
    }
    case 'ready':
      // Before a day that the reader went to nothing may have happened; what came later is a step up.
      return { kind: 'ready', isEmpty: timeline.items.length === 0 && !timeline.hasNewer, isStale: isOffline };
  }
}
