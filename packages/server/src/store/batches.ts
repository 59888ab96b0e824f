interface Waiting<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Does work of one kind together: what comes while work is under way waits, and is then done in one go. Whoever comes alone does not wait.
 * @param work settles each item, in order.
 */
export class Batches<Item, Result> {
  readonly #work: (items: readonly Item[]) => Promise<readonly PromiseSettledResult<Result>[]>;
  readonly #most: number;
  #waiting: Waiting<Item, Result>[] = [];
  #working = false;

  constructor(work: (items: readonly Item[]) => Promise<readonly PromiseSettledResult<Result>[]>, most: number) {
    this.#work = work;
    this.#most = most;
  }

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#working) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#working = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, this.#most);
      this.#waiting = this.#waiting.slice(this.#most);
      try {
        const settled = await this.#work(batch.map(({ item }) => item));
        batch.forEach(({ resolve, reject }, index) => {
          const result = settled[index];
          if (result?.status === 'fulfilled') resolve(result.value);
          else reject(result?.reason);
        });
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#working = false;
  }
}
