/** How many numbers make a head. */
const width = 2;

/**
 * The beginnings of places, in order, as numbers: side by side in memory, where a search passes over them without touching a text, and moves them all at
 * once. Each head is the first six UTF-16 units of a place, three to a number; heads that are the same say nothing of the rest.
 */
export class PlaceHeads {
  #heads = new Float64Array(64 * width);
  #count = 0;

  clear(): void {
    this.#count = 0;
  }

  /** Puts a place's head behind the others. */
  push(place: string): void {
    if ((this.#count + 1) * width > this.#heads.length) {
      const heads = new Float64Array(this.#heads.length * 2);
      heads.set(this.#heads);
      this.#heads = heads;
    }
    this.#set(this.#count++, place);
  }

  delete(index: number): void {
    this.#heads.copyWithin(index * width, (index + 1) * width, this.#count * width);
    this.#count -= 1;
  }

  /** Takes the head at `from` out and puts that of a place at `to`. */
  move(from: number, to: number, place: string): void {
    if (from < to) this.#heads.copyWithin(from * width, (from + 1) * width, (to + 1) * width);
    else this.#heads.copyWithin((to + 1) * width, to * width, from * width);
    this.#set(to, place);
  }

  /** The first index whose place is not less than this one. `isLess` decides where heads are the same. */
  lowerBound(place: string, isLess: (index: number) => boolean): number {
    const heads = this.#heads;
    const first = numberOf(place, 0);
    const second = numberOf(place, 3);
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      let difference = (heads[middle * width] as number) - first;
      if (difference === 0) difference = (heads[middle * width + 1] as number) - second;
      if (difference < 0 || (difference === 0 && isLess(middle))) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #set(index: number, place: string): void {
    this.#heads[index * width] = numberOf(place, 0);
    this.#heads[index * width + 1] = numberOf(place, 3);
  }
}

/** Three UTF-16 units as a number of 48 bits. */
function numberOf(text: string, from: number): number {
  return unitOf(text, from) * 0x1_0000_0000 + unitOf(text, from + 1) * 0x1_0000 + unitOf(text, from + 2);
}

function unitOf(text: string, index: number): number {
  return index < text.length ? text.charCodeAt(index) : 0;
}
