import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDecimal } from '../filter/index.ts';
import type { DealSplit, ExchangeRate, LineItem } from '../model/index.ts';
import { aContext, aDeal, decided, envelope, idOf } from './a-pipeline.ts';
import {
  checkShares,
  convertOn,
  dealFigures,
  lineTotal,
  linesTotal,
  multiplyAmount,
  shareAmount,
  splitAmounts,
  splitDeal,
  sumAmounts,
  totalLines,
  type Share,
} from './index.ts';
import { stages, won } from './a-pipeline.ts';

// Whole units have 0, 2 and 3 decimals.
const currency = fc.constantFrom('JPY', 'EUR', 'KWD');
const minor = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
const rate = (fields: Partial<ExchangeRate>): ExchangeRate => ({
  ...envelope,
  type: 'exchangeRate',
  id: idOf(1),
  from: 'EUR',
  to: 'USD',
  rate: 1.1,
  validFrom: '2026-01-01',
  source: 'ECB',
  ...fields,
});
const line = (fields: Partial<LineItem>): LineItem => ({
  ...envelope,
  type: 'lineItem',
  id: idOf(1),
  deal: idOf(100),
  name: 'Lamp',
  quantity: 1,
  unitPrice: { amount: 100, currency: 'EUR' },
  ...fields,
});

describe('P8 amounts', () => {
  it('are added exactly, in whatever order', () => {
    fc.assert(
      fc.property(currency, fc.array(minor, { maxLength: 50 }), (code, amounts) => {
        const money = amounts.map((amount) => ({ amount, currency: code }));
        const exact = Number(amounts.reduce((sum, amount) => sum + BigInt(amount), 0n));
        expect(sumAmounts(money, code)).toEqual({ amount: exact, currency: code });
        expect(sumAmounts(money.toReversed(), code).amount).toBe(exact);
      }),
    );
  });

  it('of two currencies are not added, nor beyond what an amount can hold', () => {
    expect(() => sumAmounts([{ amount: 1, currency: 'USD' }], 'EUR')).toThrow('convert the one in USD');
    const most = { amount: Number.MAX_SAFE_INTEGER, currency: 'EUR' };
    expect(() => sumAmounts([most, most], 'EUR')).toThrow('more than an amount can hold');
  });

  it('are multiplied exactly and rounded once, halves away from zero', () => {
    expect(multiplyAmount({ amount: 5, currency: 'EUR' }, toDecimal(0.1)).amount).toBe(1);
    expect(multiplyAmount({ amount: -5, currency: 'EUR' }, toDecimal(0.1)).amount).toBe(-1);
    expect(multiplyAmount({ amount: 4, currency: 'EUR' }, toDecimal(0.1)).amount).toBe(0);
    // 1.005 × 100 is 100.49999… in binary.
    expect(multiplyAmount({ amount: 100, currency: 'JPY' }, toDecimal(1.005)).amount).toBe(101);
    // Beyond 2⁵³ on the way.
    expect(multiplyAmount({ amount: 9_007_199_254_740_991, currency: 'KWD' }, toDecimal(0.333)).amount).toBe(
      2_999_397_351_828_750,
    );
  });

  it('are shared to the last minor unit', () => {
    fc.assert(
      fc.property(
        currency,
        fc.nat({ max: 1_000_000_000 }),
        fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 8 }),
        (code, amount, weights) => {
          const shares = shareAmount({ amount, currency: code }, weights.map(toDecimal));
          expect(sumAmounts(shares, code).amount).toBe(amount);
        },
      ),
    );
  });
});

describe('P9 currencies', () => {
  it('are converted between 0, 2 and 3 decimals, at the rate as it is written', () => {
    const at = (from: string, to: string, price: number, amount: number) => {
      const result = convertOn({ amount, currency: from }, to, '2026-01-02', [rate({ from, to, rate: price })]);
      return result.ok ? result.amount : result;
    };
    expect(at('EUR', 'JPY', 163.45, 10_050)).toEqual({ amount: 16_427, currency: 'JPY' });
    expect(at('JPY', 'EUR', 0.0061, 10_000)).toEqual({ amount: 6_100, currency: 'EUR' });
    expect(at('EUR', 'KWD', 0.3341, 100)).toEqual({ amount: 334, currency: 'KWD' });
    expect(at('KWD', 'JPY', 487.5, 1_001)).toEqual({ amount: 488, currency: 'JPY' });
  });

  it('take the latest rate on or before the day, and keep it with its source and day', () => {
    const rates = [
      rate({ id: idOf(1), rate: 1.1 }),
      rate({ id: idOf(2), rate: 1.2, validFrom: '2026-02-01' }),
      rate({ id: idOf(3), rate: 1.3, validFrom: '2026-03-01' }),
    ];
    expect(convertOn({ amount: 100, currency: 'EUR' }, 'USD', '2026-02-28', rates)).toEqual({
      ok: true,
      original: { amount: 100, currency: 'EUR' },
      amount: { amount: 120, currency: 'USD' },
      rate: { from: 'EUR', to: 'USD', rate: 1.2, validFrom: '2026-02-01', source: 'ECB', inverse: false },
    });
    expect(convertOn({ amount: 100, currency: 'EUR' }, 'USD', '2025-12-31', rates)).toMatchObject({
      ok: false,
      code: 'rate-missing',
      params: { from: 'EUR', to: 'USD' },
    });
  });

  it('prefer the direct rate of a day, and the later day above all', () => {
    const direct = rate({ id: idOf(1), from: 'USD', to: 'EUR', rate: 0.5 });
    const inverse = rate({ id: idOf(2), rate: 4 });
    const at = (...rates: ExchangeRate[]) => {
      const result = convertOn({ amount: 100, currency: 'USD' }, 'EUR', '2026-03-01', rates);
      return result.ok && result.amount.amount;
    };
    expect([at(direct, inverse), at(inverse, direct)]).toEqual([50, 50]);
    expect(at(direct, { ...inverse, validFrom: '2026-02-01' })).toBe(25);
  });

  it('are divided by a rate of the other direction, exactly', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 999_999 }), (amount, price) => {
        const result = convertOn({ amount, currency: 'USD' }, 'EUR', '2026-01-02', [rate({ rate: price / 10_000 })]);
        if (!result.ok) throw new Error(result.code);
        expect(result.rate).toMatchObject({ inverse: true });
        // |result × price − amount × 10⁴| is at most half of the price.
        const error = BigInt(result.amount.amount) * BigInt(price) - BigInt(amount) * 10_000n;
        expect((error < 0n ? -error : error) * 2n <= BigInt(price)).toBe(true);
      }),
    );
  });

  it('open deals are at the current rate, closed ones at that of the closing day, where the organisation is', () => {
    const rates = [
      rate({ id: idOf(1), from: 'USD', to: 'EUR', rate: 0.9 }),
      rate({ id: idOf(2), from: 'USD', to: 'EUR', rate: 0.8, validFrom: '2026-03-01' }),
    ];
    const amount = { amount: 1_000, currency: 'USD' };
    const open = aDeal({ amount });
    const early = aDeal({ amount, stage: won.id, closedAt: '2026-02-10T12:00:00.000Z' });
    // 1 March in Berlin.
    const late = aDeal({ amount, stage: won.id, closedAt: '2026-02-28T23:30:00.000Z' });
    const foreign = aDeal({ amount: { amount: 1_000, currency: 'GBP' } });
    const { figures, unconverted } = dealFigures(
      [open, early, late, foreign],
      stages,
      { currency: 'EUR', rates },
      aContext({ now: '2026-06-01T12:00:00.000Z' }),
    );
    expect(figures.map((figure) => figure.amount.amount)).toEqual([800, 900, 800]);
    expect(figures.map(({ conversion }) => conversion?.rate?.validFrom)).toEqual([
      '2026-03-01',
      '2026-01-01',
      '2026-03-01',
    ]);
    expect(figures.map(({ conversion }) => conversion?.original)).toEqual([amount, amount, amount]);
    expect(unconverted).toMatchObject([{ deal: foreign, refusal: { code: 'rate-missing' } }]);
  });
});

describe('P10 lines', () => {
  it('come to price × quantity × what is left of the discount, rounded once', () => {
    expect(lineTotal(line({ quantity: 3, unitPrice: { amount: 1_999, currency: 'EUR' }, discount: 0.15 })).amount).toBe(
      5_097,
    );
    expect(lineTotal(line({ quantity: 0.1, unitPrice: { amount: 3_333, currency: 'KWD' } })).amount).toBe(333);
    expect(lineTotal(line({ quantity: 7, unitPrice: { amount: 15, currency: 'JPY' }, discount: 0.1 })).amount).toBe(95);
    expect(lineTotal(line({ discount: 1 })).amount).toBe(0);
  });

  it("are a deal's amount where they are of one currency", () => {
    const lines = [
      line({ quantity: 2 }),
      line({ id: idOf(2), unitPrice: { amount: 50, currency: 'EUR' } }),
      line({ id: idOf(3), deal: idOf(5) }),
    ];
    expect(decided(totalLines(aDeal(), lines)).patches).toMatchObject([
      { set: { amount: { amount: 250, currency: 'EUR' } } },
    ]);
    expect(linesTotal([...lines, line({ unitPrice: { amount: 1, currency: 'USD' } })])).toMatchObject({
      code: 'currency-mismatch',
      params: { currencies: ['EUR', 'USD'] },
    });
    expect(linesTotal([])).toMatchObject({ code: 'no-line-items' });
  });
});

describe('P11 splits', () => {
  const revenue = (user: number, percent: number): Share => ({ user: idOf(user), kind: 'revenue', percent });
  const overlay = (user: number, percent: number): Share => ({ user: idOf(user), kind: 'overlay', percent });

  it('of revenue come to 100 %, exactly; overlays may exceed it', () => {
    expect(
      checkShares([revenue(1, 33.33), revenue(2, 33.33), revenue(3, 33.34), overlay(4, 100), overlay(5, 100)]),
    ).toBeUndefined();
    expect(checkShares([revenue(1, 33.33), revenue(2, 33.33), revenue(3, 33.33)])).toMatchObject({
      code: 'splits-not-whole',
      params: { percent: 99.99 },
    });
    // 0.1 + 0.2 in binary is more than 0.3.
    expect(checkShares([revenue(1, 0.1), revenue(2, 0.2), revenue(3, 99.7)])).toBeUndefined();
    expect(checkShares([revenue(1, 50), revenue(1, 50)])).toMatchObject({ code: 'split-twice' });
    expect(checkShares([revenue(1, 120), revenue(2, -20)])).toMatchObject({ code: 'percent-out-of-range' });
  });

  it('share the amount to the last minor unit, whatever the percentages', () => {
    const percentages = fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        currency,
        fc.nat({ max: 1_000_000_000 }),
        percentages,
        fc.integer({ min: 1, max: 100 }),
        (code, amount, weights, over) => {
          const sum = weights.reduce((total, weight) => total + weight, 0);
          const whole = weights.map((weight) => Math.floor((weight / sum) * 9_000) + 1);
          const last = 10_000 - whole.slice(1).reduce((total, each) => total + each, 0);
          const shares = [
            revenue(1, last / 100),
            ...whole.slice(1).map((each, index) => revenue(index + 2, each / 100)),
            overlay(9, over),
          ];
          fc.pre(checkShares(shares) === undefined);
          const amounts = splitAmounts({ amount, currency: code }, shares);
          expect(
            sumAmounts(
              amounts.slice(0, -1).map((each) => each.amount),
              code,
            ).amount,
          ).toBe(amount);
          expect(amounts.at(-1)?.amount).toEqual(
            multiplyAmount(
              { amount, currency: code },
              toDecimal(`0.${String(over).padStart(2, '0')}`.replace('0.100', '1.00')),
            ),
          );
        },
      ),
    );
  });

  it('are changed all at once', () => {
    const split = (id: number, share: Share): DealSplit => ({
      ...envelope,
      type: 'dealSplit',
      id: idOf(id),
      deal: idOf(100),
      ...share,
    });
    const before = [split(1, revenue(1, 60)), split(2, revenue(2, 40))];
    const { patches } = decided(splitDeal(aDeal(), before, [revenue(1, 70), revenue(3, 30)], aContext()));
    expect(patches).toMatchObject([
      { op: 'delete', id: idOf(2) },
      { op: 'update', id: idOf(1), set: { percent: 70 } },
      { op: 'create', set: { user: idOf(3), percent: 30 } },
    ]);
    expect(splitDeal(aDeal(), before, [revenue(1, 70)], aContext())).toMatchObject({
      ok: false,
      code: 'splits-not-whole',
    });
  });
});
