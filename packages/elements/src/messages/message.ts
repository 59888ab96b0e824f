import { formatNumber, pluralOf } from './formats.ts';

/** Words with places: `{person}`; or one wording per plural category of `{count}`, as `Intl.PluralRules` tells them apart. */
export type Message = string | ({ readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>);

/** What a place is filled with. Numbers are formatted for the language. */
export type MessageValues = Readonly<Record<string, unknown>>;

/** The wording for `values.count`. */
export function wording(message: Message, values: MessageValues | undefined, locale: string): string {
  if (typeof message === 'string') return message;
  const count = Number(values?.['count'] ?? 0);
  return message[pluralOf(count, locale)] ?? message.other;
}

/** The text and the values between, in the order of the language: for a template, so that names keep their own element. */
export function fill(text: string, values: MessageValues | undefined, locale: string): unknown[] {
  if (!text.includes('{')) return [text];
  return text.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return part;
    const value = values?.[part];
    return typeof value === 'number' ? formatNumber(value, locale) : (value ?? '');
  });
}
