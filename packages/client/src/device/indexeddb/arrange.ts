import type { KeptWrite } from '../device-storage.ts';

/** A write and the key it is kept under: the order of the keys is that of the writes. */
export interface Placed {
  readonly key: number;
  readonly write: KeptWrite;
}

export interface Arrangement<Row extends Placed> {
  /** All writes, in order: rows that stay as they are, and new ones. */
  readonly rows: readonly (Row | Placed)[];
  readonly put: readonly Placed[];
  readonly remove: readonly number[];
}

/**
 * How to keep `writes` where `rows` are kept now, with the least that has to be written: a write that is the same object in the same order stays, one in
 * place of another of its id takes that one's key.
 */
export function arrange<Row extends Placed>(rows: readonly Row[], writes: readonly KeptWrite[]): Arrangement<Row> {
  let same = 0;
  while (same < rows.length && rows[same]?.write === writes[same]) same += 1;
  const free = new Map(rows.slice(same).map((row) => [row.write.mutation.id, row]));
  const rest = writes.slice(same);
  const keys = keysFor(
    rest.map(({ mutation }) => free.get(mutation.id)?.key),
    rows[same - 1]?.key ?? 0,
  );
  const put: Placed[] = [];
  const placed = rest.map((write, index) => {
    const key = keys[index] as number;
    const known = free.get(write.mutation.id);
    if (known?.key === key && known.write === write) return known;
    const row: Placed = { key, write };
    put.push(row);
    return row;
  });
  const used = new Set(keys);
  const remove = rows.slice(same).flatMap(({ key }) => (used.has(key) ? [] : [key]));
  return { rows: [...rows.slice(0, same), ...placed], put, remove };
}

/** Rising keys above `least`: those that are known where they rise, and new ones in between. */
function keysFor(known: readonly (number | undefined)[], least: number): readonly number[] {
  const keys: number[] = [];
  let last = least;
  for (let index = 0; index < known.length;) {
    const key = known[index];
    if (key !== undefined && key > last) {
      keys.push((last = key));
      index += 1;
      continue;
    }
    let end = index + 1;
    while (end < known.length && !isAbove(known[end], last)) end += 1;
    const next = known[end] ?? last + (end - index) + 1;
    const step = (next - last) / (end - index + 1);
    for (; index < end; index += 1) {
      const between = keys.at(-1) ?? least;
      // No number is left in between: all from here on are numbered anew.
      if (!(between + step > between) || !(between + step < next))
        return [...keys, ...anew(keys.at(-1) ?? least, known.length - keys.length)];
      keys.push(between + step);
    }
    last = keys.at(-1) ?? least;
  }
  return keys;
}

function isAbove(key: number | undefined, least: number): boolean {
  return key !== undefined && key > least;
}

function anew(least: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => Math.floor(least) + index + 1);
}
