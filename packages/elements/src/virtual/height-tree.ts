/**
 * Heights of many rows, of which few were ever measured: every row is taken to have the estimated height until it is.
 * A Fenwick tree (P. Fenwick, 1994) over the differences from the estimate, so that making one for 100,000 rows writes nothing,
 * and a row's place, the row at a place and a new measurement each take O(log n). All lengths are CSS pixels.
 */
export class HeightTree {
  readonly length: number;
  readonly estimate: number;
  readonly #heights: Float32Array;
  readonly #tree: Float64Array;
  readonly #top: number;

  constructor(length: number, estimate: number) {
    this.length = length;
    this.estimate = estimate;
    this.#heights = new Float32Array(length);
    this.#tree = new Float64Array(length + 1);
    this.#top = length === 0 ? 0 : 2 ** Math.floor(Math.log2(length));
  }

  /** The measured height of a row, or the estimate. */
  height(index: number): number {
    return this.#heights[index] || this.estimate;
  }

  isMeasured(index: number): boolean {
    return Boolean(this.#heights[index]);
  }

  /** Where a row begins, from the top of the first. `offsetOf(length)` is the height of all. */
  offsetOf(index: number): number {
    let sum = index * this.estimate;
    for (let node = index; node > 0; node -= node & -node) sum += this.#tree[node] ?? 0;
    return sum;
  }

  /** The row at an offset: the last one that begins at or above it. 0 for offsets above the first row. */
  indexAt(offset: number): number {
    let index = 0;
    let rest = offset;
    for (let step = this.#top; step > 0; step >>= 1) {
      const next = index + step;
      if (next > this.length) continue;
      const span = step * this.estimate + (this.#tree[next] ?? 0);
      if (span <= rest) {
        index = next;
        rest -= span;
      }
    }
    return Math.max(0, Math.min(index, this.length - 1));
  }

  /** Notes a measured height. Returns whether that changed anything. */
  measure(index: number, height: number): boolean {
    const known = this.height(index);
    this.#heights[index] = height;
    // Float32 keeps what fractional layouts need; the tree must add what is kept, or sums drift.
    const change = this.height(index) - known;
    if (change === 0) return false;
    for (let node = index + 1; node <= this.length; node += node & -node) this.#tree[node] = (this.#tree[node] ?? 0) + change;
    return true;
  }

  /**
   * A tree for a changed list of which the first `head` and the last `tail` rows are the same as before, in O(n).
   * Rows between are unmeasured.
   */
  spliced(length: number, head: number, tail: number): HeightTree {
    const next = new HeightTree(length, this.estimate);
    next.#heights.set(this.#heights.subarray(0, head));
    if (tail > 0) next.#heights.set(this.#heights.subarray(this.length - tail), length - tail);
    for (let node = 1; node <= length; node++) {
      const height = next.#heights[node - 1] ?? 0;
      if (height !== 0) next.#tree[node] = (next.#tree[node] ?? 0) + height - this.estimate;
      const parent = node + (node & -node);
      if (parent <= length) next.#tree[parent] = (next.#tree[parent] ?? 0) + (next.#tree[node] ?? 0);
    }
    return next;
  }
}
