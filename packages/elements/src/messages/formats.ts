import { majorUnits, type Money } from '@rapport/core/model';

// Making an Intl formatter costs as much as a thousand uses of it.
const cache = new Map<string, unknown>();
function cached<Formatter>(kind: string, locale: string, options: object, make: () => Formatter): Formatter {
  const name = `${kind} ${locale} ${JSON.stringify(options)}`;
  const known = cache.get(name) as Formatter | undefined;
  if (known) return known;
  const made = make();
  cache.set(name, made);
  return made;
}

/** Which wording a count takes. */
export function pluralOf(count: number, locale: string): Intl.LDMLPluralRule {
  return cached('plural', locale, {}, () => new Intl.PluralRules(locale)).select(count);
}

export function formatDate(value: string | number, locale: string, options: Intl.DateTimeFormatOptions): string {
  return cached('date', locale, options, () => new Intl.DateTimeFormat(locale, options)).format(new Date(value));
}

export function formatNumber(value: number, locale: string, options: Intl.NumberFormatOptions = {}): string {
  const text = cached('number', locale, options, () => new Intl.NumberFormat(locale, options)).format(value);
  // A sign has no direction of its own: in a line from right to left that of `US$` would stand before its letters.
  return options.style === 'currency' && /^(ar|fa|he|ur)\b/.test(locale)
    ? text.replace(/[A-Z]+\p{Sc}/u, '\u2066$&\u2069')
    : text;
}

/** With its currency; `round` leaves out decimals that are zero. */
export function formatMoney(money: Money, locale: string, round = false): string {
  return formatNumber(majorUnits(money), locale, {
    style: 'currency',
    currency: money.currency,
    ...(round ? { trailingZeroDisplay: 'stripIfInteger' } : {}),
  });
}

/** `45 sec`, `12 min`, `3 hr 10 min`: the two largest units. */
export function formatDuration(seconds: number, locale: string): string {
  const unit = (value: number, name: string): string =>
    formatNumber(value, locale, { style: 'unit', unit: name, unitDisplay: 'short' });
  if (seconds < 60) return unit(Math.round(seconds), 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return unit(minutes, 'minute');
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours >= 24)
    return formatNumber(Math.round(hours / 24), locale, { style: 'unit', unit: 'day', unitDisplay: 'long' });
  return rest === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(rest, 'minute')}`;
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** `3 hours ago`, `in 2 days`. */
export function formatRelative(instant: string, now: number, locale: string): string {
  const seconds = (Date.parse(instant) - now) / 1_000;
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return cached('relative', locale, {}, () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })).format(
    Math.trunc(seconds / size),
    unit,
  );
}

export function formatList(parts: readonly string[], locale: string): string {
  return cached('list', locale, {}, () => new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' })).format(
    parts,
  );
}
