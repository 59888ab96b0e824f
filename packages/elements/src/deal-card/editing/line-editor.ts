import type { LineItem, Money, Product } from '@rapport/core';
import { addLine, changeLine, lineTotal, type LineFields } from '@rapport/core/pipeline';
import { html, nothing, type TemplateResult } from 'lit';
import { formatMoney } from '../../messages/index.ts';
import { amountText, numberText, parseAmount, parseNumber } from '../../sales/index.ts';
import { isGone } from '../line-items.ts';
import type { EditTarget, PartEditing } from '../part-editing.ts';
import { PartEditor, type FormDecision } from './part-editor.ts';
import { RecordChoice, type Choice } from './record-choice.ts';

type Target = Extract<EditTarget, { readonly part: 'lines' }>;
type Field = 'name' | 'quantity' | 'unitPrice' | 'discount';

/** Of a line: what, how many, at what price, for how much less. What it comes to is there while it is typed. */
export class LineEditor extends PartEditor {
  readonly first = '#edit-name';
  readonly #line: LineItem | undefined;
  readonly #products: RecordChoice<Product>;
  readonly #currency: string;
  #product: { readonly id: string; readonly name: string; readonly price?: Money | null } | undefined;
  /** The price that the catalogue gave, as long as it is for what is named. */
  #offered = '';
  #typed: Readonly<Record<Field, string>>;

  constructor(target: Target, editing: PartEditing) {
    super(target, editing);
    const { deal, words, records } = this.context;
    const { line } = target;
    this.#line = line;
    const other = records.lines.snapshot?.records[0]?.unitPrice.currency;
    const host = (editing.card.element as { currency?: string }).currency;
    this.#currency = line?.unitPrice.currency ?? other ?? deal.amount?.currency ?? host ?? 'EUR';
    if (line?.product != null) this.#product = { id: line.product, name: line.name };
    this.#typed = {
      name: line?.name ?? '',
      quantity: numberText(line?.quantity ?? 1, words.locale),
      unitPrice: line ? amountText(line.unitPrice, words.locale) : '',
      discount: line?.discount ? numberText(line.discount * 100, words.locale, 3) : '',
    };
    this.#products = new RecordChoice({
      element: editing.card.element,
      words,
      name: 'name',
      find: (text) => this.#find(text),
      changed: (name, product) => this.#name(name, product),
    });
  }

  override get gone(): string | undefined {
    const { records, words } = this.context;
    return isGone(this.target as Target, records.lines.snapshot) ? words.text('lineGone') : undefined;
  }

  protected get label(): string {
    return this.context.words.text('lineForm');
  }

  protected nameOf(field: string): string {
    const { words } = this.context;
    switch (field) {
      case 'quantity':
        return words.text('lineQuantity');
      case 'unitPrice':
        return words.text('linePrice');
      case 'discount':
        return words.text('lineDiscount');
      default:
        return words.text('lineName');
    }
  }

  protected fields(): unknown {
    const { words } = this.context;
    const { name, quantity, unitPrice, discount } = this.#typed;
    const fields = this.#read().fields;
    const type = (field: Field) => (text: string) => this.#type(field, text);
    return html`${this.labelled('name', words.text('lineName'), this.#products.template(name, this.faults.has('name')), true)}
      ${this.labelled('quantity', words.text('lineQuantity'), this.input('quantity', quantity, type('quantity')))}
      ${this.labelled('unitPrice', words.text('linePriceIn', { currency: this.#currency }), this.#price(unitPrice))}
      ${this.labelled('discount', words.text('lineDiscountPercent'), this.input('discount', discount, type('discount')))}
      <p class="comes-to" role="status">
        ${fields ? words.rich('lineComesTo', { amount: html`<bdi class="strong">${formatMoney(lineTotal(fields), words.locale)}</bdi>` }) : nothing}
      </p>`;
  }

  protected decide(): FormDecision | undefined {
    const { fields, faults } = this.#read();
    this.faults = faults;
    if (!fields) return undefined;
    const { deal, records, decisions, words } = this.context;
    const said = words.text('lineSavedSaid', {
      name: fields.name,
      amount: formatMoney(lineTotal(fields), words.locale),
    });
    // Based on the line as it was opened: what somebody else has changed of it meanwhile stays.
    if (this.#line && this.gone === undefined)
      return { decision: 'deal.changeLine', decided: changeLine(this.#line, fields), said };
    const lines = records.lines.snapshot?.records ?? [];
    const position = this.#line?.position ?? undefined;
    return { decision: 'deal.addLine', decided: addLine(deal, lines, { ...fields, position }, decisions), said };
  }

  /** What was typed, as far as it is a line. */
  #read(): { readonly fields?: LineFields; readonly faults: ReadonlyMap<string, string> } {
    const { words } = this.context;
    const faults = new Map<string, string>();
    const name = this.#typed.name.trim();
    const { quantity: many, unitPrice: each, discount: less } = this.#typed;
    const quantity = parseNumber(many, words.locale);
    const unitPrice = parseAmount(each, this.#currency, words.locale);
    const percent = less.trim() === '' ? 0 : parseNumber(less, words.locale);
    const missing = (field: Field): string => words.text('requiredRefusal', { field: this.nameOf(field) });
    if (name === '') faults.set('name', missing('name'));
    if (quantity === undefined || quantity <= 0) faults.set('quantity', words.text('notAQuantity', { value: many }));
    if (each.trim() === '') faults.set('unitPrice', missing('unitPrice'));
    else if (!unitPrice) faults.set('unitPrice', words.text('notAnAmount', { value: each, currency: this.#currency }));
    if (percent === undefined || percent < 0 || percent > 100)
      faults.set('discount', words.text('notADiscount', { value: less }));
    if (faults.size > 0 || quantity === undefined || !unitPrice || percent === undefined) return { faults };
    const product = this.#product?.name === name ? this.#product.id : undefined;
    // Thousandths of a percent, without what binary fractions leave over.
    const discount = percent === 0 ? undefined : Math.round(percent * 1_000) / 100_000;
    const fields = { name, quantity, unitPrice, discount, product };
    if (isCountable(fields)) return { fields, faults };
    return { faults: new Map([['unitPrice', words.text('amountTooLarge')]]) };
  }

  #type(field: Field, text: string): void {
    this.#typed = { ...this.#typed, [field]: text };
  }

  /** What is taken from the catalogue brings its price, where that is in the deal's currency; no other product's price stays. */
  #name(name: string, product: Product | undefined): void {
    this.#type('name', name);
    if (product) {
      this.#product = product;
      const price = product.price?.currency === this.#currency ? product.price : undefined;
      const offered = price ? amountText(price, this.context.words.locale) : '';
      if (price || this.#typed.unitPrice === this.#offered) this.#type('unitPrice', offered);
      this.#offered = offered;
    }
    this.redraw();
  }

  /** The price, and why the catalogue's is not in it. */
  #price(text: string): TemplateResult {
    const { words } = this.context;
    const price = this.#product?.name === this.#typed.name.trim() ? this.#product.price : undefined;
    const isForeign = price != null && price.currency !== this.#currency;
    const hint = isForeign
      ? words.text('priceInOther', { price: formatMoney(price, words.locale), currency: this.#currency })
      : '';
    return html`${this.input('unitPrice', text, (typed) => this.#type('unitPrice', typed), isForeign ? 'hint-unitPrice' : '')}
      <p class="muted" id="hint-unitPrice" role="status">${hint}</p>`;
  }

  async #find(text: string): Promise<readonly Choice<Product>[]> {
    const { client, words } = this.context;
    const named = (['name', 'sku'] as const).map((field) => ({ field, op: 'contains', value: text }) as const);
    const page = await client.backend.query({
      type: 'product',
      where: { and: [{ not: { field: 'active', op: 'eq', value: false } }, ...(text === '' ? [] : [{ or: named }])] },
      orderBy: [{ field: 'name', direction: 'asc' }],
      limit: 8,
    });
    return (page.records as readonly Product[]).map((record) => ({
      record,
      name: record.name,
      detail: [record.sku, record.price && formatMoney(record.price, words.locale)].filter(Boolean).join(' · '),
    }));
  }
}

/** Whether what it comes to is an amount at all. */
function isCountable(fields: LineFields): boolean {
  try {
    lineTotal(fields);
    return true;
  } catch {
    return false;
  }
}
