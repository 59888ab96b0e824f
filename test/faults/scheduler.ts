import type { Shifts } from './shifts.ts';

/** What may end before what it waits for happens: a window that crashes, a device that is switched off. */
export interface Life {
  isOver: boolean;
  /** Nothing happens to it before. */
  frozenUntil: number;
}

interface Happening {
  /** When it was to happen, and when it does. */
  readonly due: number;
  at: number;
  readonly task: () => unknown;
  readonly life: Life | undefined;
  readonly line: object | undefined;
  isCanceled: boolean;
}

/** One that comes later than it was due comes behind so many others at most, and no later than this many milliseconds. */
const mostBefore = 4;
const latest = 50;

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
  readonly #shifts: Shifts | undefined;

  constructor(shifts?: Shifts) {
    this.#shifts = shifts;
  }

  /**
   * Has something done after so many milliseconds, unless the life is over by then or what it returns is called first.
   * @param line Those of one line happen in the order that they are due.
   */
  after(milliseconds: number, task: () => unknown, life?: Life, line?: object): () => void {
    const asked = this.now + Math.max(0, milliseconds);
    const due = this.#shifts?.due(asked) ?? asked;
    const happening: Happening = { due, at: due, task, life, line, isCanceled: false };
    for (const one of this.#shifts ? this.#happenings : [])
      if (isOneLine(one, happening) && !one.isCanceled && one.due <= due) happening.at = Math.max(happening.at, one.at);
    this.#put(happening);
    return () => {
      happening.isCanceled = true;
    };
  }

  async wait(milliseconds: number, life?: Life): Promise<void> {
    await new Promise<void>((resolve) => this.after(milliseconds, resolve, life));
    for (let hops = this.#shifts?.hops() ?? 0; hops > 0; hops -= 1) await undefined;
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
      const due = this.#shifted(next);
      if (!due) continue;
      this.now = due.at;
      this.count += 1;
      due.task();
      await settled();
    }
    this.now = end;
  }

  /** What happens now in place of what is next; undefined where that is put off. */
  #shifted(next: Happening): Happening | undefined {
    const shift = this.#shifts?.draw();
    if (!this.#shifts || !shift) return next;
    if (shift === 'a step came later') {
      this.#shifts.count(shift);
      const soon = this.#happenings.slice(0, mostBefore).filter(({ at }) => at <= next.at + latest);
      const { at } = this.#shifts.pick([next, ...soon]);
      const behind = this.#happenings.filter((one) => one.at <= at && isOneLine(one, next));
      for (const one of behind) this.#happenings.splice(this.#happenings.indexOf(one), 1);
      for (const one of [next, ...behind]) this.#put(Object.assign(one, { at }));
      return undefined;
    }
    const end = this.#happenings.findIndex(({ at }) => at > next.at);
    const same = this.#happenings.slice(0, end === -1 ? undefined : end);
    const free = same.filter(
      (one, index) => isLive(one) && ![next, ...same.slice(0, index)].some((before) => isOneLine(before, one)),
    );
    if (free.length === 0) return next;
    this.#shifts.count(shift);
    const instead = this.#shifts.pick(free);
    this.#happenings.splice(this.#happenings.indexOf(instead), 1);
    this.#happenings.unshift(next);
    return instead;
  }

  /** Behind those of the same instant. */
  #put(happening: Happening): void {
    let index = this.#happenings.length;
    while (index > 0 && (this.#happenings[index - 1] as Happening).at > happening.at) index -= 1;
    this.#happenings.splice(index, 0, happening);
  }
}

function isOneLine(a: Happening, b: Happening): boolean {
  return a.line !== undefined && a.line === b.line;
}

/** Whether it happens at its time. */
function isLive({ at, life, isCanceled }: Happening): boolean {
  return !isCanceled && !life?.isOver && !(life && life.frozenUntil > at);
}

/** Once no promise has anything left to do: nothing in here waits for the real world. */
async function settled(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}
