/** What is pushed comes out of it in order; it ends when it is ended, at once, or fails after what was pushed before. For one reader. */
export class MessageQueue<T> implements AsyncIterable<T> {
  #items: T[] = [];
  #end: { readonly error?: unknown } | undefined;
  #isEnded = false;
  #wake: (() => void) | undefined;

  push(item: T): void {
    if (!this.#end) this.#items.push(item);
    this.#wake?.();
  }

  fail(error: unknown): void {
    this.#end ??= { error };
    this.#wake?.();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      if (this.#isEnded) return;
      const [item] = this.#items;
      if (item !== undefined) {
        this.#items.shift();
        yield item;
      } else if (this.#end) throw this.#end.error;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
