import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Deal } from '@rapport/core';
import { heldOrder } from './held-order.ts';

const deals = (ids: readonly string[], version = 1): readonly Deal[] => ids.map((id) => ({ id, version }) as Deal);
const ids = (all: readonly Deal[]): readonly string[] => all.map(({ id }) => id);
const someIds = fc.uniqueArray(fc.constantFrom(...'abcdefghij'), { minLength: 1 });

describe('a column under a hand', () => {
  it('keeps every card where it was, whatever others do, and shows what they changed', () => {
    fc.assert(
      fc.property(someIds, someIds, (before, after) => {
        const shown = heldOrder(deals(after, 2), deals(before), { lifted: [], order: deals(before) });
        expect(ids(shown)).toEqual(before);
        for (const deal of shown) expect(deal.version).toBe(after.includes(deal.id) ? 2 : 1);
      }),
    );
  });

  it('elsewhere shows what is there, each once, the held card as it was and behind its neighbour', () => {
    fc.assert(
      fc.property(someIds, someIds, fc.nat(), (before, after, index) => {
        const held = before[index % before.length]!;
        const lifted = deals([held]);
        const shown = heldOrder(deals(after, 2), deals(before), { lifted, order: undefined });
        expect([...ids(shown)].sort()).toEqual([...new Set([...after, held])].sort());
        expect(shown.find(({ id }) => id === held)?.version).toBe(1);
        expect(ids(shown).filter((id) => id !== held)).toEqual(after.filter((id) => id !== held));
        const neighbour = before.slice(0, before.indexOf(held)).findLast((id) => after.includes(id));
        expect(ids(shown)[ids(shown).indexOf(held) - 1]).toBe(neighbour);
      }),
    );
  });

  it('elsewhere is the same list for as long as nobody changes anything: nothing is drawn', () => {
    fc.assert(
      fc.property(someIds, someIds, fc.nat(), (here, there, index) => {
        const shown = deals(here);
        const lifted = [shown[index % here.length]!];
        expect(heldOrder(shown, shown, { lifted, order: undefined })).toBe(shown);
        const others = deals(there.filter((id) => id !== lifted[0]!.id));
        expect(heldOrder(others, others, { lifted, order: undefined })).toBe(others);
      }),
    );
  });

  it('hides a held card from a column that it came to in the meantime', () => {
    const shown = heldOrder(deals(['a', 'x', 'b']), deals(['a', 'b']), { lifted: deals(['x']), order: undefined });
    expect(ids(shown)).toEqual(['a', 'b']);
  });
});
