import type { Client } from '@rapport/client';
import { createTimeline, type Timeline, type TimelineSnapshot } from '@rapport/client/timeline';
import type { TimelineSource, TimelineSubject } from '@rapport/core';
import { SnapshotController } from '../element/index.ts';

export interface TimelineQuestion {
  readonly client: Client;
  readonly subject: TimelineSubject;
  readonly sources: readonly TimelineSource[];
  readonly timeZone: string;
}

/** Keeps an element drawn with the state of one customer's timeline, which may be replaced by another's. */
export class TimelineController extends SnapshotController<TimelineSnapshot, Timeline> {
  #question: TimelineQuestion | undefined;

  get timeline(): Timeline | undefined {
    return this.source;
  }

  /** Follows the answer to another question. Returns whether it is another. */
  follow(question: TimelineQuestion | undefined): boolean {
    if (isSame(question, this.#question)) return false;
    const before = this.source;
    this.#question = question;
    this.use(question && createTimeline(question.client, question));
    before?.close();
    return true;
  }
}

function isSame(a: TimelineQuestion | undefined, b: TimelineQuestion | undefined): boolean {
  if (!a || !b) return a === b;
  return (
    a.client === b.client &&
    a.timeZone === b.timeZone &&
    a.sources === b.sources &&
    a.subject.type === b.subject.type &&
    JSON.stringify(a.subject.name) === JSON.stringify(b.subject.name)
  );
}
