import type { Schedule } from '../environment.ts';
import type { Tabs } from '../tabs/index.ts';

interface FakeWindow {
  readonly listeners: Set<(message: unknown) => void>;
  events: Parameters<Tabs['contend']>[0] | undefined;
  isFrozen: boolean;
  isGone: boolean;
  /** What it has not heard yet, by sender. */
  readonly inbox: { readonly sender: FakeWindow; readonly message: unknown }[];
}

/** The windows of one browser whose lock and channel a test holds in its hands: messages wait until they are let through, or are lost. */
export class FakeBrowser {
  readonly #windows: FakeWindow[] = [];
  #queue: FakeWindow[] = [];
  #holder: FakeWindow | undefined;
  /** How many seized the lead. */
  seizures = 0;

  /** A new window. */
  open(): { readonly tabs: Tabs; readonly window: FakeTab } {
    const own: FakeWindow = { listeners: new Set(), events: undefined, isFrozen: false, isGone: false, inbox: [] };
    this.#windows.push(own);
    const tabs: Tabs = {
      contend: (events) => {
        own.events = events;
        this.#queue.push(own);
        this.#grant();
        return () => this.#release(own);
      },
      seize: () => {
        if (this.#holder === own || own.isGone) return;
        this.seizures += 1;
        const before = this.#holder;
        this.#queue = this.#queue.filter((one) => one !== own);
        this.#holder = own;
        if (before && !before.isGone) this.#queue.push(before);
        // One that hangs hears of it when it comes round.
        if (before && !before.isFrozen && !before.isGone) before.events?.lost();
        own.events?.lead();
      },
      post: (message) => {
        if (own.isGone) return;
        const copy = structuredClone(message);
        for (const other of this.#windows)
          if (other !== own && !other.isGone) other.inbox.push({ sender: own, message: copy });
      },
      listen: (listener) => {
        own.listeners.add(listener);
        return () => void own.listeners.delete(listener);
      },
      close: () => {
        own.isGone = true;
        this.#release(own);
      },
    };
    return { tabs, window: new FakeTab(this, own) };
  }

  get leaders(): number {
    return this.#holder ? 1 : 0;
  }

  get waiting(): number {
    return this.#windows.reduce((sum, one) => sum + (one.isFrozen || one.isGone ? 0 : one.inbox.length), 0);
  }

  /** Lets a message through, or loses it: the next one that a sender posted to some window. */
  deliver(choice: number, isLost = false): void {
    const ready = this.#windows.filter((one) => one.inbox.length > 0 && !one.isFrozen && !one.isGone);
    const to = ready[choice % ready.length];
    if (!to) return;
    const senders = [...new Set(to.inbox.map(({ sender }) => sender))];
    const sender = senders[Math.floor(choice / ready.length) % senders.length];
    const index = to.inbox.findIndex((one) => one.sender === sender);
    const [taken] = to.inbox.splice(index, 1);
    if (!isLost && taken) for (const listener of [...to.listeners]) listener(taken.message);
  }

  deliverAll(): void {
    for (let left = 100_000; this.waiting > 0 && left > 0; left -= 1) this.deliver(0);
  }

  /** @internal */
  crash(own: FakeWindow): void {
    own.isGone = true;
    own.listeners.clear();
    this.#release(own, true);
  }

  /** @internal A page that is told before it is frozen steps down; one that hangs does not. */
  freeze(own: FakeWindow, isTold: boolean): void {
    if (own.isFrozen || own.isGone) return;
    if (isTold) this.#release(own);
    own.isFrozen = true;
  }

  /** @internal */
  resume(own: FakeWindow): void {
    if (!own.isFrozen) return;
    own.isFrozen = false;
    if (this.#holder !== own) own.events?.lost();
    if (this.#holder !== own && !this.#queue.includes(own)) this.#queue.push(own);
    this.#grant();
  }

  #release(own: FakeWindow, isSilent = false): void {
    this.#queue = this.#queue.filter((one) => one !== own);
    if (this.#holder !== own) return;
    this.#holder = undefined;
    if (!isSilent) own.events?.lost();
    this.#grant();
  }

  #grant(): void {
    queueMicrotask(() => {
      const next = this.#queue.find((one) => !one.isFrozen);
      if (this.#holder || !next) return;
      this.#queue = this.#queue.filter((one) => one !== next);
      this.#holder = next;
      next.events?.lead();
    });
  }
}

/** One window, as what befalls it. */
export class FakeTab {
  readonly #browser: FakeBrowser;
  readonly #own: FakeWindow;
  readonly #held: (() => void)[] = [];

  constructor(browser: FakeBrowser, own: FakeWindow) {
    this.#browser = browser;
    this.#own = own;
  }

  get isFrozen(): boolean {
    return this.#own.isFrozen;
  }

  get isGone(): boolean {
    return this.#own.isGone;
  }

  /** Timers as the page has them: while it is frozen they wait, and with it they go. */
  timers(schedule: Schedule): Schedule {
    return (milliseconds, task) => {
      let isOver = false;
      const run = (): void => {
        if (isOver || this.isGone) return;
        if (this.isFrozen) this.#held.push(run);
        else task();
      };
      const cancel = schedule(milliseconds, run);
      return () => {
        isOver = true;
        cancel();
      };
    };
  }

  crash(): void {
    this.#browser.crash(this.#own);
  }

  freeze(isTold: boolean): void {
    this.#browser.freeze(this.#own, isTold);
  }

  resume(): void {
    this.#browser.resume(this.#own);
    for (const task of this.#held.splice(0)) task();
  }
}
