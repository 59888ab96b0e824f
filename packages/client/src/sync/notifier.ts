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
  #marked = new Set<() => void>();

  /** @param hasNews asked once before the listeners are called: whether there is anything to tell after all. */
  createEmitter(hasNews: () => boolean = () => true): Emitter {
    const listeners = new Set<() => void>();
    const tellAll = (): void => {
      if (listeners.size === 0 || !hasNews()) return;
      for (const listener of [...listeners]) if (listeners.has(listener)) tell(listener);
    };
    return {
      subscribe: (listener) => {
        // Each subscription is its own, also of one function twice.
        const own = () => listener();
        listeners.add(own);
        return () => void listeners.delete(own);
      },
      mark: () => {
        if (this.#marked.size === 0) queueMicrotask(() => this.#flush());
        this.#marked.add(tellAll);
      },
      get listeners() {
        return listeners.size;
      },
    };
  }

  #flush(): void {
    const marked = this.#marked;
    this.#marked = new Set();
    for (const tellAll of marked) tellAll();
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
