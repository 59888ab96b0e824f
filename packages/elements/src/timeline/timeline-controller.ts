import type { Client } from '@rapport/client';
import { createTimeline, type Timeline, type TimelineSnapshot } from '@rapport/client/timeline';
import type { TimelineSource, TimelineSubject } from '@rapport/core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface TimelineQuestion {
  readonly client: Client;
  readonly subject: TimelineSubject;
  readonly sources: readonly TimelineSource[];
  readonly timeZone: string;
}

/** Keeps an element drawn with the state of one customer's timeline, which may be replaced by another's. */
export class TimelineController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #question: TimelineQuestion | undefined;
  #timeline: Timeline | undefined;
  #stop: (() => void) | undefined;
  #isConnected = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get snapshot(): TimelineSnapshot | undefined {
    return this.#timeline?.getSnapshot();
  }

  get timeline(): Timeline | undefined {
    return this.#timeline;
  }

  /** Follows the answer to another question. Returns whether it is another. */
  follow(question: TimelineQuestion | undefined): boolean {
    if (isSame(question, this.#question)) return false;
    this.#leave();
    this.#timeline?.close();
    this.#question = question;
    this.#timeline = question && createTimeline(question.client, question);
    if (this.#isConnected) this.#listen();
    return true;
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#listen();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#leave();
  }

  #listen(): void {
    this.#stop ??= this.#timeline?.subscribe(() => this.#host.requestUpdate());
  }

  #leave(): void {
    this.#stop?.();
    this.#stop = undefined;
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
