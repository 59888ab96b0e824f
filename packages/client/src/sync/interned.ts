import type { KeptWrite } from '../device/index.ts';

/** The same list with the objects that were known before, where they say the same: what is not other is not shown anew. */
export function interned(kept: readonly KeptWrite[], known: readonly KeptWrite[]): readonly KeptWrite[] {
  const byId = new Map(known.map((one) => [one.mutation.id, one]));
  const list = kept.map((one) => {
    const before = byId.get(one.mutation.id);
    return before && isSame(before, one) ? before : one;
  });
  return list.length === known.length && list.every((one, index) => one === known[index]) ? known : list;
}

function isSame(a: KeptWrite, b: KeptWrite): boolean {
  if (a === b) return true;
  return (
    a.state === b.state && (a.mutation === b.mutation || JSON.stringify(a.mutation) === JSON.stringify(b.mutation))
  );
}
