import { refuse, type Result } from '../failure/index.ts';
import { addDecimals, toDecimal } from '../filter/index.ts';
import type { Deal, LineItem, Money } from '../model/index.ts';
import { multiplyAmount, sumAmounts } from './amounts.ts';
import type { Decided } from './context.ts';
import { fieldsPatch } from './fields-patch.ts';

/**
 * What a line comes to: price × quantity × (1 − discount), rounded once to the minor unit, halves away from zero.
 * @throws InvalidInputError where it is beyond what an amount can hold.
 */
export function lineTotal({
  unitPrice,
  quantity,
  discount,
}: Pick<LineItem, 'unitPrice' | 'quantity'> & { readonly discount?: number | null | undefined }): Money {
  const times = toDecimal(quantity);
  const { digits, scale } = toDecimal(discount ?? 0);
  const paid = addDecimals(toDecimal(1), { digits: -digits, scale });
  return multiplyAmount(unitPrice, { digits: times.digits * paid.digits, scale: times.scale + paid.scale });
}

/**
 * What a deal's lines come to: the exact sum of the lines' rounded totals, so that it adds up on paper.
 * Refused `no-line-items`, and `currency-mismatch` where lines are in several currencies.
 */
export function linesTotal(lines: readonly LineItem[]): Result<{ readonly amount: Money }> {
  const [first] = lines;
  if (!first) return refuse('no-line-items');
  const currencies = [...new Set(lines.map(({ unitPrice }) => unitPrice.currency))];
  if (currencies.length > 1) return refuse('currency-mismatch', 'unitPrice.currency', { currencies });
  return { ok: true, amount: sumAmounts(lines.map(lineTotal), first.unitPrice.currency) };
}

/** Makes a deal's amount what its lines come to, for a mutation with the command `deal.totalLines`. Refused as `linesTotal`. */
export function totalLines(deal: Deal, lines: readonly LineItem[]): Result<Decided> {
  const total = linesTotal(lines.filter((line) => line.deal === deal.id));
  if (!total.ok) return total;
  const { amount } = total;
  return {
    ok: true,
    patches: fieldsPatch(deal, { amount }),
    explanation: [{ code: 'amount-of-lines', params: { amount } }],
  };
}
