import type { Entry } from './contender.ts';

const words =
  'order delivery invoice volume tier contract notice period label printer agreement meeting price quote renewal shipment warranty service pallet legal review signature draft export import'.split(
    ' ',
  );

/** Seeded entries of uneven height: from a bare title to five lines of text. The generator is mulberry32 (T. Ettinger, public domain). */
export function makeEntries(count: number, prefix = 'entry'): Entry[] {
  let state = count + prefix.length;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const text = (length: number) => Array.from({ length }, () => words[Math.floor(random() * words.length)]).join(' ');
  return Array.from({ length: count }, (_, index) => ({
    id: `${prefix}-${index}`,
    title: text(2 + Math.floor(random() * 4)),
    body: random() < 0.3 ? '' : text(4 + Math.floor(random() * 40)),
    people: text(2),
    time: `${String(index % 24).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`,
  }));
}
