/** How often each thing was done or went wrong. */
export class Figures {
  readonly counts = new Map<string, number>();

  count(name: string, times = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + times);
  }

  add(others: Iterable<readonly [string, number]>): void {
    for (const [name, times] of others) this.count(name, times);
  }
}
