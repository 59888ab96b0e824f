/** What may end before what it waits for happens: a window that crashes, a device that is switched off. */
export interface Life {
  isOver: boolean;
  /** Nothing happens to it before. */
  frozenUntil: number;
}

interface Happening {
  at: number;
  readonly task: () => unknown;
  readonly life: Life | undefined;
  isCanceled: boolean;
}

/**
 * Virtual time, and everything that will happen in it: timers, deliveries, completions, messages. What a happening sets off runs to its end, through
 * every promise, before the next one: so the order of all things is the scheduler's, and one seed is one history.
 */
export class Scheduler {
  /** Milliseconds since 1970. */
  now = Date.parse('2026-03-02T10:00:00.000Z');
  /** How many things have happened. */
  count = 0;
  readonly #happenings: Happening[] = [];

  /** Has something done after so many milliseconds, unless the life is over by then or what it returns is called first. */
  after(milliseconds: number, task: () => unknown, life?: Life): () => void {
    const happening: Happening = { at: this.now + Math.max(0, milliseconds), task, life, isCanceled: false };
    this.#put(happening);
    return () => {
      happening.isCanceled = true;
    };
  }

  async wait(milliseconds: number, life?: Life): Promise<void> {
    await new Promise<void>((resolve) => this.after(milliseconds, resolve, life));
  }

  /** Lets time pass, with all that happens in it. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    await settled();
    for (let next = this.#happenings[0]; next && next.at <= end; next = this.#happenings[0]) {
      this.#happenings.shift();
      if (next.isCanceled || next.life?.isOver) continue;
      if (next.life && next.life.frozenUntil > next.at) {
        next.at = next.life.frozenUntil;
        this.#put(next);
        continue;
      }
      this.now = next.at;
      this.count += 1;
      next.task();
      await settled();
    }
    this.now = end;
  }

  /** Behind those of the same instant. */
  #put(happening: Happening): void {
    let index = this.#happenings.length;
    while (index > 0 && (this.#happenings[index - 1] as Happening).at > happening.at) index -= 1;
    this.#happenings.splice(index, 0, happening);
  }
}

/** Once no promise has anything left to do: nothing in here waits for the real world. */
async function settled(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}
