import type { DealSplit, MutationResult, Refusal } from '@rapport/core';
import { checkShares, splitAmounts, splitDeal, type Share } from '@rapport/core/pipeline';
import { html, nothing, type TemplateResult } from 'lit';
import { formatMoney } from '../../messages/index.ts';
import { numberText, parseNumber } from '../../sales/index.ts';
import { closeIcon, icon } from '../../theme/index.ts';
import { percentText } from '../fact-values.ts';
import type { EditTarget, PartEditing } from '../part-editing.ts';
import { PartEditor, type FormDecision } from './part-editor.ts';

type Target = Extract<EditTarget, { readonly part: 'splits' }>;
type Kind = Share['kind'];

/** A share as it is typed. */
interface Row {
  readonly key: number;
  readonly user: string;
  readonly kind: Kind;
  readonly percent: string;
}

/** Whose revenue a deal is: all shares at once, with what is still missing of the whole while they are typed. */
export class SplitsEditor extends PartEditor {
  readonly first = '#edit-user-0';
  #rows: readonly Row[];
  #made = 0;

  constructor(target: Target, editing: PartEditing) {
    super(target, editing);
    const { deal, records, words } = this.context;
    const splits = records.splits.snapshot?.records ?? [];
    const row = (user: string, kind: Kind, percent: number | undefined): Row => ({
      key: this.#made++,
      user,
      kind,
      percent: percent === undefined ? '' : numberText(percent, words.locale),
    });
    this.#rows =
      splits.length > 0
        ? splits.map(({ user, kind, percent }: DealSplit) => row(user, kind, percent))
        : [row(deal.owner ?? '', 'revenue', deal.owner == null ? undefined : 100), row('', 'revenue', undefined)];
  }

  protected get label(): string {
    return this.context.words.text('dealSplits');
  }

  protected nameOf(): string {
    return this.context.words.text('splitPercent');
  }

  protected override faultOf(refusal: MutationResult | Refusal): ReadonlyMap<string, string> {
    const code = 'ok' in refusal ? refusal.code : undefined;
    if (code === 'splits-not-whole') return new Map([['', this.#sumWords()]]);
    return new Map([['', [...super.faultOf(refusal).values()].join(' ')]]);
  }

  protected fields(): unknown {
    const { words } = this.context;
    return html`<div class="shares whole" role="group" aria-label=${this.label}>
        ${this.#rows.map((row, index) => this.#row(row, index))}
      </div>
      <p class="whole sum">
        <button class="quiet" type="button" id="edit-add-share" @click=${() => this.#add()}>
          ${words.text('addShare')}
        </button>
        <span class="small muted" role="status">${this.faults.has('') ? nothing : this.#sumWords()}</span>
      </p>`;
  }

  protected decide(): FormDecision | undefined {
    const { deal, records, decisions, words } = this.context;
    const faults = new Map<string, string>();
    const filled = this.#rows.filter(({ user, percent }) => user !== '' || percent.trim() !== '');
    for (const { key, user, percent } of filled) {
      const share = parseNumber(percent, words.locale);
      if (user === '') faults.set(`user-${key}`, words.text('splitPersonNeeded'));
      if (share === undefined || share <= 0 || share > 100)
        faults.set(`percent-${key}`, words.text('notAShare', { value: percent }));
    }
    const shares = this.#shares(filled);
    const twice = filled.find(
      (row, index) =>
        row.user !== '' && filled.findIndex(({ user, kind }) => user === row.user && kind === row.kind) < index,
    );
    if (twice) faults.set(`user-${twice.key}`, words.text('splitTwice', { person: this.#nameOf(twice.user) }));
    if (faults.size === 0 && checkShares(shares)) faults.set('', this.#sumWords());
    this.faults = faults;
    if (faults.size > 0) return undefined;
    return {
      decision: 'deal.split',
      decided: splitDeal(deal, records.splits.snapshot?.records ?? [], shares, decisions),
      said: words.text('splitsSavedSaid'),
    };
  }

  #row({ key, user, kind, percent }: Row, index: number): TemplateResult {
    const { words, records } = this.context;
    const set = (values: Partial<Row>): void => {
      this.#rows = this.#rows.map((row) => (row.key === key ? { ...row, ...values } : row));
      this.faults = new Map([...this.faults].filter(([name]) => name !== ''));
      this.redraw();
    };
    const chosen = (event: Event): string => (event.target as HTMLSelectElement).value;
    const users = records.users.snapshot?.records ?? [];
    const isBad = (name: string): boolean => this.faults.has(`${name}-${key}`);
    const by = (name: string): unknown => (isBad(name) ? `fault-${name}-${key}` : nothing);
    const removal = words.text('removeOf', { name: this.#nameOf(user) });
    const fault = (name: string): unknown =>
      isBad(name)
        ? html`<p class="fault" id=${`fault-${name}-${key}`} role="alert">${this.faults.get(`${name}-${key}`)}</p>`
        : nothing;
    return html`<div class="share">
      <select
        id=${`edit-user-${index}`}
        aria-label=${words.text('splitPerson')}
        aria-invalid=${isBad('user')}
        aria-describedby=${by('user')}
        @change=${(event: Event) => set({ user: chosen(event) })}
      >
        <option value="" ?selected=${user === ''}></option>
        ${users.map(({ id, name }) => html`<option value=${id} ?selected=${id === user}>${name}</option>`)}
      </select>
      <select aria-label=${words.text('splitKind')} @change=${(event: Event) => set({ kind: chosen(event) as Kind })}>
        ${(['revenue', 'overlay'] as const).map((each) => html`<option value=${each} ?selected=${each === kind}>${words.text(`${each}Split`)}</option>`)}
      </select>
      <input
        aria-label=${words.text('splitPercent')}
        inputmode="decimal"
        autocomplete="off"
        maxlength="20"
        aria-invalid=${isBad('percent') || (this.faults.has('') && kind === 'revenue')}
        aria-describedby=${this.faults.has('') ? 'fault-all' : by('percent')}
        .value=${percent}
        @input=${(event: Event) => set({ percent: chosen(event) })}
      />
      <span class="number muted">${this.#amountOf(key)}</span>
      <button class="tool" type="button" aria-label=${removal} title=${removal} @click=${() => this.#remove(key)}>
        ${icon(closeIcon)}
      </button>
      ${fault('user')} ${fault('percent')}
    </div>`;
  }

  #add(): void {
    const missing = 100 - this.#revenue;
    const percent = missing > 0 ? numberText(missing, this.context.words.locale) : '';
    this.#rows = [...this.#rows, { key: this.#made++, user: '', kind: 'revenue', percent }];
    this.editing.card.focus(`#edit-user-${this.#rows.length - 1}`);
    this.redraw();
  }

  #remove(key: number): void {
    this.#rows = this.#rows.filter((row) => row.key !== key);
    this.editing.card.focus('#edit-add-share');
    this.redraw();
  }

  #shares(rows: readonly Row[]): readonly (Share & { readonly key: number })[] {
    return rows.flatMap(({ key, user, kind, percent }) => {
      const share = parseNumber(percent, this.context.words.locale);
      return user === '' || share === undefined ? [] : [{ key, user, kind, percent: share }];
    });
  }

  /** The sum of the revenue shares, in percent, without what binary fractions leave over. */
  get #revenue(): number {
    const { locale } = this.context.words;
    const sum = this.#rows
      .filter(({ kind }) => kind === 'revenue')
      .reduce((total, { percent }) => total + (parseNumber(percent, locale) ?? 0), 0);
    return Math.round(sum * 1e6) / 1e6;
  }

  #sumWords(): string {
    const { words } = this.context;
    const [sum, rows] = [this.#revenue, this.#rows.filter(({ kind }) => kind === 'revenue')];
    if (rows.length === 0) return '';
    if (sum === 100) return words.text('splitsWhole');
    const percent = percentText(Math.abs(100 - sum) / 100, words.locale);
    return words.text(sum < 100 ? 'splitsMissing' : 'splitsOver', { percent });
  }

  #amountOf(key: number): unknown {
    const { deal, words } = this.context;
    const shares = this.#shares(this.#rows);
    if (!deal.amount || !shares.some((share) => share.key === key) || !(this.#revenue > 0)) return nothing;
    // As shares of the whole only once they are it: until then each by itself.
    const isWhole = this.#revenue === 100;
    const one = shares.filter((share) => share.key === key);
    const amount = splitAmounts(
      deal.amount,
      isWhole ? shares : one.map((share) => ({ ...share, kind: 'overlay' as const })),
    );
    const money = amount.find((share) => share.key === key)?.amount;
    return money ? html`<bdi>${formatMoney(money, words.locale)}</bdi>` : nothing;
  }

  #nameOf(user: string): string {
    const { records, words } = this.context;
    const known = records.users.snapshot?.records.find(({ id }) => id === user);
    return known?.name ?? words.text('splitPerson');
  }
}
