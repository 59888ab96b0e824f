import { describe, expect, it } from 'vitest';
import type { LineItem } from '../model/index.ts';
import { aContext, aDeal, decided, envelope, idOf } from './a-pipeline.ts';
import { addLine, changeLine, removeLine } from './index.ts';

const context = aContext();
const deal = aDeal();
const price = { amount: 1_999, currency: 'EUR' };
const aLine = (fields: Partial<LineItem> = {}): LineItem => ({
  ...envelope,
  type: 'lineItem',
  id: idOf(300),
  deal: deal.id,
  name: 'Printer',
  quantity: 2,
  unitPrice: price,
  ...fields,
});
const fields = { name: 'Printer', quantity: 2, unitPrice: price };

describe("P10 a deal's lines", () => {
  it('a new one goes last, or back to where it was', () => {
    const lines = [aLine({ position: 4 }), aLine({ id: idOf(301) }), aLine({ deal: idOf(101), position: 9 })];
    expect(decided(addLine(deal, lines, { ...fields, discount: 0.1 }, context)).patches).toMatchObject([
      { op: 'create', type: 'lineItem', set: { ...fields, deal: deal.id, position: 5, discount: 0.1 } },
    ]);
    expect(decided(addLine(deal, lines, { ...fields, position: 2 }, context)).patches).toMatchObject([
      { set: { position: 2 } },
    ]);
    expect(decided(addLine(deal, [], fields, context)).patches).toMatchObject([{ set: { position: 0 } }]);
  });

  it('a change writes what differs, on what it was', () => {
    const line = aLine({ discount: 0.05, product: null });
    expect(decided(changeLine(line, { ...fields, discount: 0.05 })).patches).toEqual([]);
    expect(decided(changeLine(line, { ...fields, quantity: 3 })).patches).toEqual([
      {
        op: 'update',
        type: 'lineItem',
        id: line.id,
        base: { version: line.version, fields: { quantity: 2, discount: 0.05 } },
        set: { quantity: 3 },
        unset: ['discount'],
      },
    ]);
  });

  it('one that is taken away is the one that was looked at', () => {
    expect(decided(removeLine(aLine())).patches).toEqual([
      { op: 'delete', type: 'lineItem', id: idOf(300), base: { version: envelope.version } },
    ]);
  });

  it.each([
    [{ name: '  ' }, 'required', 'name'],
    [{ quantity: 0 }, 'invalid-value', 'quantity'],
    [{ quantity: Number.NaN }, 'invalid-value', 'quantity'],
    [{ discount: 1.01 }, 'invalid-value', 'discount'],
    [{ discount: -0.01 }, 'invalid-value', 'discount'],
  ])('%j is refused %s', (wrong, code, field) => {
    for (const result of [
      addLine(deal, [], { ...fields, ...wrong }, context),
      changeLine(aLine(), { ...fields, ...wrong }),
    ])
      expect(result).toMatchObject({ ok: false, code, field });
  });
});
