/** An amount in the currency's minor unit (cents, yen, fils): a safe integer. `{ amount: 1999, currency: 'EUR' }` is 19.99 €. */
export interface Money {
  readonly amount: number;
  /** ISO 4217, upper case. */
  readonly currency: string;
}

// ISO 4217 (amendment 179): every currency whose minor unit is not 2 decimals.
const zeroDecimals = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '));
const threeDecimals = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** How many decimals a currency's minor unit has (ISO 4217): 0, 2 or 3. */
export function currencyDecimals(currency: string): 0 | 2 | 3 {
  return zeroDecimals.has(currency) ? 0 : threeDecimals.has(currency) ? 3 : 2;
}

/** The amount as a decimal number of whole units, for display by `Intl.NumberFormat` only: never calculate with it. */
export function majorUnits(money: Money): number {
  return money.amount / 10 ** currencyDecimals(money.currency);
}
