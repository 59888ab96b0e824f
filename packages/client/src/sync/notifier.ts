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
  #marked = new Set<Set<() => void>>();
  #scheduled = false;

  createEmitter(): Emitter {
    const listeners = new Set<() => void>();
    return {
      subscribe: (listener) => {
        // Each subscription is its own, also of one function twice.
        const own = () => listener();
        listeners.add(own);
        return () => void listeners.delete(own);
      },
      mark: () => this.#mark(listeners),
      get listeners() {
        return listeners.size;
      },
    };
  }

  #mark(listeners: Set<() => void>): void {
    this.#marked.add(listeners);
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    this.#scheduled = false;
    const marked = this.#marked;
    this.#marked = new Set();
    for (const listeners of marked) {
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
