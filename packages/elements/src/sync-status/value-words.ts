import { fieldPath, isDate, isInstant, type Field, type FieldPath, type Model, type Money } from '@rapport/core/model';
import { html, type TemplateResult } from 'lit';
import { formatDate, formatMoney, formatNumber, isMessageKey, type MessagesController } from '../messages/index.ts';
import type { RecordTitles } from './record-titles.ts';

/** What a kind of record is called. */
export function kindWords(type: string, words: MessagesController): string {
  const key = `${type}Record`;
  return isMessageKey(key) ? words.text(key) : words.text('otherRecord');
}

/** What a field is called: by the organisation, by the catalogue, else by its name taken apart. */
export function fieldWords(type: string, name: string, model: Model, words: MessagesController): string {
  const own = fieldNamed(type, name, model)?.field.label;
  const key = `${name.split('.')[0] ?? name}Label`;
  return own ?? (isMessageKey(key) ? words.text(key) : apart(name.replace(/^(custom|externalIds)\./, '')));
}

/** A value as a reader of the field knows it; what does not fit the field is shown as it is. */
export function valueWords(
  type: string,
  name: string,
  value: unknown,
  titles: RecordTitles,
  words: MessagesController,
): TemplateResult {
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0))
    return html`<span class="muted">${words.text('notSet')}</span>`;
  const field = fieldNamed(type, name, titles.model)?.field;
  const many = Array.isArray(value) ? value : [value];
  return html`${many.map((one, index) => html`${index > 0 ? words.text('listComma') : ''}${single(one, field, titles, words)}`)}`;
}

function single(
  value: unknown,
  field: Field | undefined,
  titles: RecordTitles,
  words: MessagesController,
): TemplateResult {
  if (field?.target !== undefined && typeof value === 'string') return reference(field.target, value, titles, words);
  return html`<bdi>${textOf(value, field, words)}</bdi>`;
}

function textOf(value: unknown, field: Field | undefined, words: MessagesController): string {
  const { locale } = words;
  if (isMoney(value)) return formatMoney(value, locale);
  if (typeof value === 'boolean') return words.text(value ? 'yesChoice' : 'noChoice');
  if (typeof value === 'number') return formatNumber(value, locale, { maximumFractionDigits: 6 });
  if (typeof value !== 'string') return JSON.stringify(value);
  if (isDate(value)) return formatDate(`${value}T00:00:00Z`, locale, { dateStyle: 'medium', timeZone: 'UTC' });
  if (isInstant(value)) return formatDate(value, locale, { dateStyle: 'medium', timeStyle: 'short' });
  if (!field?.choices?.includes(value)) return value;
  const key = `${value}Choice`;
  return isMessageKey(key) ? words.text(key) : apart(value);
}

/** The record's name. Its id is for those who ask. */
function reference(type: string, id: string, titles: RecordTitles, words: MessagesController): TemplateResult {
  const title = titles.title(type, id);
  if (title === undefined) return html`<span class="muted">…</span>`;
  return title === null
    ? html`<span class="muted" title=${id}>${kindWords(type, words)} (${words.text('hiddenValue')})</span>`
    : html`<bdi>${title}</bdi>`;
}

function fieldNamed(type: string, name: string, model: Model): FieldPath | undefined {
  return model.types.has(type) ? fieldPath(model, type, name) : undefined;
}

function isMoney(value: unknown): value is Money {
  if (typeof value !== 'object' || value === null || !('amount' in value) || !('currency' in value)) return false;
  return Number.isSafeInteger(value.amount) && typeof value.currency === 'string' && /^[A-Z]{3}$/.test(value.currency);
}

/** `expectedCloseDate` → `Expected close date`. */
function apart(name: string): string {
  const text = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
