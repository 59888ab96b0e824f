import type { Deal } from '@rapport/core';
import { isDate, type Money } from '@rapport/core/model';
import { categoryOf, probabilityOf } from '@rapport/core/pipeline';
import { html, nothing } from 'lit';
import { formatDate, formatMoney, formatNumber, type MessageKey, type MessagesController } from '../messages/index.ts';
import { amountText, numberText, parseAmount, parseNumber } from '../sales/index.ts';
import type { CardContext } from './card-context.ts';
import type { DealFact } from './deal-card.events.ts';
import { userName } from './user-name.ts';

/** How a field is called and edited. */
export const facts: Readonly<
  Record<
    DealFact,
    {
      readonly label: MessageKey;
      readonly control: 'text' | 'long' | 'amount' | 'percent' | 'date' | 'owner' | 'category';
    }
  >
> = {
  name: { label: 'dealName', control: 'text' },
  amount: { label: 'dealAmount', control: 'amount' },
  probability: { label: 'dealProbability', control: 'percent' },
  expectedCloseDate: { label: 'dealCloseDate', control: 'date' },
  owner: { label: 'owner', control: 'owner' },
  forecastCategory: { label: 'dealCategory', control: 'category' },
  nextStep: { label: 'dealNextStep', control: 'text' },
  competitor: { label: 'dealCompetitor', control: 'text' },
  source: { label: 'dealSource', control: 'text' },
  description: { label: 'dealDescription', control: 'long' },
};

export function percentText(share: number, locale: string): string {
  return formatNumber(share, locale, { style: 'percent', maximumFractionDigits: 1 });
}

/** What a field holds as it is put into its control. */
export function textOfFact(deal: Deal, fact: DealFact, locale: string): string {
  const value = deal[fact];
  if (value == null) return '';
  if (typeof value === 'object') return amountText(value, locale);
  return typeof value === 'number' ? numberText(value * 100, locale, 1) : value;
}

/** What was typed, as the field's value; null takes it away. A fault is in the reader's words. */
export function parseFact(
  fact: DealFact,
  text: string,
  currency: string,
  words: MessagesController,
): { readonly value: string | number | Money | null } | { readonly fault: string } {
  const trimmed = text.trim();
  if (trimmed === '')
    return fact === 'name'
      ? { fault: words.text('requiredRefusal', { field: words.text('dealName') }) }
      : { value: null };
  switch (facts[fact].control) {
    case 'amount': {
      const value = /^[A-Z]{3}$/.test(currency) ? parseAmount(trimmed, currency, words.locale) : undefined;
      return value ? { value } : { fault: words.text('notAnAmount', { value: trimmed, currency }) };
    }
    case 'percent': {
      const percent = parseNumber(trimmed, words.locale);
      return percent !== undefined && percent >= 0 && percent <= 100
        ? { value: Math.round(percent * 10) / 1_000 }
        : { fault: words.text('notAPercentage', { value: trimmed }) };
    }
    case 'date':
      return isDate(trimmed) ? { value: trimmed } : { fault: words.text('notADate', { value: trimmed }) };
    case 'text':
    case 'long':
    case 'owner':
    case 'category':
      return { value: trimmed };
  }
}

/** A field as it is read. */
export function factValue(context: CardContext, fact: DealFact): unknown {
  const { deal, words, stage } = context;
  const { locale } = words;
  const quiet = (text: unknown): unknown => html`<span class="muted">${text}</span>`;
  if (deal.hidden?.includes(fact)) return quiet(words.text('hiddenValue'));
  switch (fact) {
    case 'amount':
      return deal.amount ? html`<bdi>${formatMoney(deal.amount, locale)}</bdi>` : quiet(words.text('notSet'));
    case 'probability': {
      const share = probabilityOf(deal, stage);
      if (share === undefined) return quiet(words.text('notSet'));
      const source = deal.probabilitySource;
      const how = source === 'manual' ? 'byHandSource' : source === 'model' ? 'byModelSource' : 'ofStageSource';
      return html`<span
        >${percentText(share, locale)}
        ${context.status === 'open' && source ? quiet(html`· ${words.text(how)}`) : nothing}</span
      >`;
    }
    case 'expectedCloseDate':
      return deal.expectedCloseDate ? dayText(deal.expectedCloseDate, words) : quiet(words.text('notSet'));
    case 'owner':
      return deal.owner == null ? quiet(words.text('noOwner')) : userName(context, deal.owner);
    case 'forecastCategory': {
      const said = words.text(`${categoryOf(deal, stage)}Category`);
      return deal.forecastCategory
        ? said
        : html`<span
            >${said} ${context.status === 'open' ? quiet(html`· ${words.text('ofStageCategory')}`) : nothing}</span
          >`;
    }
    case 'name':
    case 'nextStep':
    case 'competitor':
    case 'source':
    case 'description':
      return deal[fact]
        ? html`<span class=${fact === 'description' ? 'long' : nothing} dir="auto">${deal[fact]}</span>`
        : quiet(words.text('notSet'));
  }
}

/** A day, with the time until then or since: `10 Dec 2026 · in 3 weeks`. A date is in no time zone. */
export function dayText(day: string, words: MessagesController): unknown {
  return html`<time datetime=${day}
    >${formatDate(`${day}T00:00:00.000Z`, words.locale, { dateStyle: 'medium', timeZone: 'UTC' })}</time
  >`;
}
