import { countries } from './countries.ts';
import type { Colleague } from './seed-house.ts';
import { createWorkshop, dateOf, day, type SeedOptions, type SeedRecord } from './seed-record.ts';

/** What sales are measured by: what a euro was worth each month, and what each of the sales staff is to bring in by quarter. */
export function seedTargets(options: SeedOptions, staff: readonly Colleague[]): readonly SeedRecord[] {
  return [...seedRates(options), ...seedQuotas(options, staff)];
}

/** Made-up rates. Each walks by up to a percent a month, and is drawn back to the one that prices are made with. */
function* seedRates(options: SeedOptions): Generator<SeedRecord> {
  const { chance, record } = createWorkshop(options, 'rates');
  const currencies = new Map(
    countries.filter(({ currency }) => currency !== 'EUR').map(({ currency, perEuro }) => [currency, perEuro]),
  );
  for (const [to, perEuro] of currencies) {
    let thousandths = chance.int(-30, 30);
    for (const [index, month] of monthsBefore(options.until, 25).entries()) {
      const rate = Number((perEuro * (1 + thousandths / 1_000)).toPrecision(5));
      thousandths += chance.int(-10, 10) - Math.round(thousandths / 10);
      yield record('exchangeRate', `${to}/${index}`, month, {
        from: 'EUR',
        to,
        rate,
        validFrom: dateOf(month),
        source: 'Treasury',
      });
    }
  }
}

/** Twelve quarters of the calendar: the eight before the end, that of the end and the three after it. Each is to bring in more than the last, as there are more customers. */
function* seedQuotas(options: SeedOptions, staff: readonly Colleague[]): Generator<SeedRecord> {
  const { chance, record } = createWorkshop(options, 'quotas');
  const perQuarter = Math.max(20_000, options.companies * 1_500);
  for (const { id: user, team } of staff) {
    if (team !== 'sales') continue;
    const share = chance.int(80, 130) / 100;
    for (let quarter = -8; quarter <= 3; quarter++) {
      const [start, end] = quarterAt(options.until, quarter);
      const euros = Math.round((perQuarter * share * 1.08 ** quarter) / 1_000) * 1_000;
      yield record('quota', `${user}/${quarter}`, start - 30 * day, {
        user,
        periodStart: dateOf(start),
        periodEnd: dateOf(end),
        amount: { amount: euros * 100, currency: 'EUR' },
      });
    }
  }
}

/** The first days of so many months, the last of which is that of the end. */
function monthsBefore(until: number, count: number): readonly number[] {
  const end = new Date(until);
  return Array.from({ length: count }, (_, index) =>
    Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - count + 1 + index, 1),
  );
}

/** The first and the last day of the quarter so many after that of an instant. */
function quarterAt(time: number, offset: number): readonly [start: number, end: number] {
  const date = new Date(time);
  const first = Math.floor(date.getUTCMonth() / 3) * 3 + offset * 3;
  return [Date.UTC(date.getUTCFullYear(), first, 1), Date.UTC(date.getUTCFullYear(), first + 3, 0)];
}
