/** What has listeners that are to be told of changes. */
export interface Emitter {
  subscribe(listener: () => void): () => void;
  /** Has the listeners called once, at the end of the present microtask queue's turn. */
  mark(): void;
  readonly listeners: number;
}

/**
 * Calls listeners once for all changes of one turn, never during the change itself: a listener that reads, writes or unsubscribes finds everything settled.
 * A listener that throws does not keep the others from being called.
 */
export class Notifier {
  #marked = new Map<Set<() => void>, () => boolean>();
  #scheduled = false;

  /** @param hasNews asked once before the listeners are called: whether there is anything to tell after all. */
  createEmitter(hasNews: () => boolean = () => true): Emitter {
    const listeners = new Set<() => void>();
    return {
      subscribe: (listener) => {
        // Each subscription is its own, also of one function twice.
        const own = () => listener();
        listeners.add(own);
        return () => void listeners.delete(own);
      },
      mark: () => this.#mark(listeners, hasNews),
      get listeners() {
        return listeners.size;
      },
    };
  }

  #mark(listeners: Set<() => void>, hasNews: () => boolean): void {
    this.#marked.set(listeners, hasNews);
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    this.#scheduled = false;
    const marked = this.#marked;
    this.#marked = new Map();
    for (const [listeners, hasNews] of marked) {
      if (listeners.size === 0 || !hasNews()) continue;
      for (const listener of [...listeners]) if (listeners.has(listener)) tell(listener);
    }
  }
}

function tell(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    // As an event listener's own error: reported by the page, and nobody else's business.
    queueMicrotask(() => {
      throw error;
    });
  }
}
