// At hand, so that what loads them has them within the turn: `settle` waits for no file.
import '@rapport/core/filter/relative-time';
import '@rapport/core/standard-model';
import '../cache/index.ts';
import '../query/index.ts';
import '../sharing.ts';
import '../writing.ts';
import type { Schedule } from '../environment.ts';

/** A clock that moves when it is told to, with the timers that go by it. */
export class VirtualTime {
  now = Date.parse('2026-03-02T10:00:00.000Z');
  readonly #timers = new Set<{ readonly at: number; readonly task: () => void }>();

  readonly clock = (): number => this.now;

  readonly schedule: Schedule = (milliseconds, task) => {
    const timer = { at: this.now + milliseconds, task };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  /** Lets time pass; what falls due is done in order, and what it sets off is finished first. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    for (;;) {
      await settle();
      const due = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#timers.delete(due);
      this.now = Math.max(this.now, due.at);
      due.task();
    }
    this.now = end;
  }
}

/** Waits until everything that is under way without a timer has come to rest: what is scripted goes by promises alone. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
}
