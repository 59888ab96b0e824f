const chunkLength = 64;

/**
 * Heights of many rows, of which few were ever measured: every row is taken to have the estimated height until it is.
 * Rows are kept in chunks of 64, made when a row in them is measured, under a Fenwick tree (P. Fenwick, 1994) over each chunk's difference from the
 * estimate: a tree for 100,000 rows begins as 12 kB of zeros, and a row's place, the row at a place and a new measurement cost a few dozen additions.
 * All lengths are CSS pixels.
 */
export class HeightTree {
  readonly length: number;
  readonly estimate: number;
  readonly #chunks = new Map<number, Float32Array>();
  readonly #tree: Float64Array;
  readonly #highestStep: number;

  constructor(length: number, estimate: number) {
    this.length = length;
    this.estimate = estimate;
    const chunks = Math.ceil(length / chunkLength);
    this.#tree = new Float64Array(chunks + 1);
    this.#highestStep = chunks === 0 ? 0 : 2 ** Math.floor(Math.log2(chunks));
  }

  /** The measured height of a row, or the estimate. */
  height(index: number): number {
    return this.#measured(index) || this.estimate;
  }

  isMeasured(index: number): boolean {
    return this.#measured(index) > 0;
  }

  #measured(index: number): number {
    return this.#chunks.get(Math.floor(index / chunkLength))?.[index % chunkLength] ?? 0;
  }

  /** Where a row begins, from the top of the first. `offsetOf(length)` is the height of all. */
  offsetOf(index: number): number {
    const chunk = Math.floor(index / chunkLength);
    let sum = index * this.estimate;
    for (let node = chunk; node > 0; node -= node & -node) sum += this.#tree[node] ?? 0;
    const heights = this.#chunks.get(chunk);
    for (let within = index % chunkLength; heights && within > 0; within--) {
      const height = heights[within - 1] ?? 0;
      if (height > 0) sum += height - this.estimate;
    }
    return sum;
  }

  /** The row at an offset: the last one that begins at or above it. 0 for offsets above the first row. */
  indexAt(offset: number): number {
    let chunk = 0;
    let rest = offset;
    for (let step = this.#highestStep; step > 0; step >>= 1) {
      const next = chunk + step;
      if (next >= this.#tree.length) continue;
      const span = step * chunkLength * this.estimate + (this.#tree[next] ?? 0);
      if (span > rest) continue;
      chunk = next;
      rest -= span;
    }
    const heights = this.#chunks.get(chunk);
    let within = 0;
    for (; within < chunkLength; within++) {
      rest -= heights?.[within] || this.estimate;
      if (rest < 0) break;
    }
    return Math.max(0, Math.min(chunk * chunkLength + within, this.length - 1));
  }

  /** Notes a measured height, more than 0. Returns whether that changed anything. */
  measure(index: number, height: number): boolean {
    const chunk = Math.floor(index / chunkLength);
    let heights = this.#chunks.get(chunk);
    if (!heights) {
      heights = new Float32Array(chunkLength);
      this.#chunks.set(chunk, heights);
    }
    const within = index % chunkLength;
    const known = heights[within] || this.estimate;
    heights[within] = height;
    // What is kept is rounded to 32 bits, and what is kept must be what is added up, or sums drift.
    const change = (heights[within] as number) - known;
    if (change === 0) return false;
    for (let node = chunk + 1; node < this.#tree.length; node += node & -node)
      this.#tree[node] = (this.#tree[node] ?? 0) + change;
    return true;
  }

  /** A tree for a changed list: `placeOf` says where a measured row is now, or that it is gone. Costs by the rows ever measured, not by the list. */
  moved(length: number, placeOf: (index: number) => number | undefined): HeightTree {
    const next = new HeightTree(length, this.estimate);
    for (const [chunk, heights] of this.#chunks)
      heights.forEach((height, within) => {
        const place = height > 0 ? placeOf(chunk * chunkLength + within) : undefined;
        if (place !== undefined) next.measure(place, height);
      });
    return next;
  }
}
