import type { RecordChange } from '../authority/index.ts';

/** What happened at one position. Positions rise by one. */
export interface LoggedChange {
  readonly position: number;
  readonly changes: readonly RecordChange[];
}

/** The latest changes in order, as many as are kept, and word of new ones. A cursor is the log's epoch and a position in it. */
export class ChangeLog {
  readonly #epoch: string;
  readonly #keep: number;
  #entries: LoggedChange[] = [];
  #position: number;
  readonly #waiting = new Set<() => void>();
  #failure: Error | undefined;

  /** @param epoch names this history: cursors of another are not of this log. */
  constructor(
    epoch: string,
    { position = 0, keep = 10_000 }: { readonly position?: number; readonly keep?: number } = {},
  ) {
    this.#epoch = epoch;
    this.#position = position;
    this.#keep = keep;
  }

  get position(): number {
    return this.#position;
  }

  /** The cursor of a position; of the present where none is given. */
  cursor(position = this.#position): string {
    return `${this.#epoch}.${position}`;
  }

  /** The position a cursor stands for; undefined where it is of another history, or of one that is no longer kept. */
  positionOf(cursor: string): number | undefined {
    const at = cursor.lastIndexOf('.');
    const position =
      cursor.slice(0, at) === this.#epoch && /^\d{1,15}$/.test(cursor.slice(at + 1))
        ? Number(cursor.slice(at + 1))
        : Number.NaN;
    return position >= this.#position - this.#entries.length && position <= this.#position ? position : undefined;
  }

  append(changes: readonly RecordChange[]): void {
    this.#position += 1;
    this.#entries.push({ position: this.#position, changes });
    // Cut in strides: a cut each time would move the whole list each time.
    if (this.#entries.length >= this.#keep * 2) this.#entries = this.#entries.slice(-this.#keep);
    this.#wake();
  }

  /** Forgets the past: every cursor there is becomes too old. */
  restart(position: number): void {
    this.#entries = [];
    this.#position = position;
    this.#wake();
  }

  /** At most `count` entries after a position; undefined where they are no longer kept. */
  after(position: number, count: number): readonly LoggedChange[] | undefined {
    const start = position - (this.#position - this.#entries.length);
    return start < 0 || position > this.#position ? undefined : this.#entries.slice(start, start + count);
  }

  /** Ends the feed for everybody who follows it. */
  fail(error: Error): void {
    this.#failure = error;
    this.#wake();
  }

  /** Resolves once there is something after the position, or the signal aborts; rejects once the log has failed. */
  async waitBeyond(position: number, signal: AbortSignal): Promise<void> {
    while (this.#position === position && !signal.aborted) {
      if (this.#failure) throw this.#failure;
      await new Promise<void>((resolve) => {
        const done = (): void => {
          this.#waiting.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        this.#waiting.add(done);
        signal.addEventListener('abort', done);
      });
    }
  }

  #wake(): void {
    for (const done of this.#waiting) done();
  }
}
