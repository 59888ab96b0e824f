import type { Client } from '@rapport/client';
import type { ForecastAdjustment, MutationResult } from '@rapport/core';
import { toInstant } from '@rapport/core/model';
import type { OwnerForecast } from '@rapport/core/pipeline';
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { refusalText } from '../element/index.ts';
import type { MessagesController } from '../messages/index.ts';
import { amountText, declined, parseAmount } from '../sales/index.ts';
import { closeIcon, editIcon, icon, saveIcon } from '../theme/index.ts';
import { CrmForecastAdjustEvent, CrmForecastAdjustedEvent, type ForecastAdjusting } from './forecast.events.ts';
import { columnWords, type ForecastColumn, type ForecastView } from './forecast-view.ts';

interface Edit {
  readonly owner: string;
  readonly column: ForecastColumn;
  readonly text: string;
  readonly reason: string;
  readonly fault?: string;
}

/** What the editor needs of its element. */
export interface Adjusting {
  readonly client: () => Client | undefined;
  /** In what part the reader may have a word about an owner's deals; undefined where in none. */
  readonly levelFor: (owner: string | null) => 'owner' | 'manager' | undefined;
  readonly adjustments: () => readonly ForecastAdjustment[];
  readonly author: () => string | undefined;
  readonly announce: (text: string) => void;
}

/** Puts the reader's word in place of what an owner's deals come to, one figure at a time. */
export class AdjustmentEditor {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #words: MessagesController;
  readonly #about: Adjusting;
  #edit: Edit | undefined;
  #focusNext: string | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, words: MessagesController, about: Adjusting) {
    this.#host = host;
    this.#words = words;
    this.#about = about;
  }

  isOpen(owner: string | null): boolean {
    return owner !== null && this.#edit?.owner === owner;
  }

  close(): void {
    this.#edit = undefined;
  }

  /** Opens a figure; nothing where the reader has no say, or where figures are shown cumulative. */
  button(view: ForecastView, row: OwnerForecast, column: ForecastColumn, name: string): unknown {
    const { owner } = row;
    const level = this.#about.levelFor(owner);
    if (owner === null || !level || column === 'closed' || view.rollUp !== 'single') return nothing;
    const category = row.categories[column];
    const mine = category[level];
    const said = this.#words.text('adjustFigure', { category: this.#words.text(columnWords[column]), person: name });
    const open = (): void =>
      this.#show({
        owner,
        column,
        text: amountText(mine ?? category.amount, this.#words.locale),
        reason: mine ? (this.#latest(view, owner, column, level)?.reason ?? '') : '',
      });
    return html`<button
      class="tool edit"
      type="button"
      aria-label=${said}
      title=${said}
      ${ref((button) => this.#takeFocus(`${owner} ${column}`, button))}
      @click=${open}
    >
      ${icon(editIcon)}
    </button>`;
  }

  form(view: ForecastView, row: OwnerForecast, name: string): unknown {
    const edit = this.#edit;
    if (!edit) return nothing;
    const words = this.#words;
    const category = words.text(columnWords[edit.column]);
    const submit = (event: Event): void => {
      event.preventDefault();
      void this.#save(view, row, category, name);
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.#cancel();
    };
    const typed = (part: 'text' | 'reason') => (event: Event) =>
      (this.#edit = { ...(this.#edit ?? edit), [part]: (event.target as HTMLInputElement).value });
    const label = words.text('adjustedAs', { category, person: name });
    return html`<form class="adjust" novalidate @submit=${submit} @keydown=${escape}>
      <label class="field"
        ><span>${label}, ${view.currency}</span
        ><input
          inputmode="decimal"
          autocomplete="off"
          aria-invalid=${edit.fault ? 'true' : 'false'}
          aria-describedby=${edit.fault ? 'fault' : 'hint'}
          .value=${edit.text}
          @input=${typed('text')}
          ${ref((input) => this.#takeFocus('form', input))}
      /></label>
      <label class="field why"
        ><span>${words.text('adjustReason')}</span
        ><input autocomplete="off" dir="auto" maxlength="1000" .value=${edit.reason} @input=${typed('reason')}
      /></label>
      <span class="buttons">
        <button class="tool" type="submit" aria-label=${words.text('save')} title=${words.text('save')}>
          ${icon(saveIcon)}
        </button>
        <button
          class="tool"
          type="button"
          aria-label=${words.text('cancel')}
          title=${words.text('cancel')}
          @click=${() => this.#cancel()}
        >
          ${icon(closeIcon)}
        </button>
      </span>
      ${edit.fault ? html`<p class="fault" id="fault" role="alert">${edit.fault}</p>` : html`<p class="small muted" id="hint">${words.text('adjustHint')}</p>`}
    </form>` as TemplateResult;
  }

  async #save(view: ForecastView, row: OwnerForecast, category: string, name: string): Promise<void> {
    const edit = this.#edit;
    const client = this.#about.client();
    const level = this.#about.levelFor(row.owner);
    if (!edit || !client || !level || row.owner === null) return;
    const words = this.#words;
    const amount = edit.text.trim() === '' ? null : parseAmount(edit.text, view.currency, words.locale);
    if (amount === undefined) {
      this.#show({ ...edit, fault: words.text('invalidRefusal', { field: category, value: edit.text }) });
      return;
    }
    const { column } = edit;
    const adjusting: ForecastAdjusting = { owner: row.owner, category: column, level, period: view.period, amount };
    this.#cancel();
    if (!this.#host.dispatchEvent(new CrmForecastAdjustEvent(adjusting))) return;
    const refusal = declined(client, await this.#write(client, view, adjusting, edit.reason));
    if (refusal) {
      this.#show({ ...edit, fault: refusalText(words, refusal, category, edit.text) ?? '' });
      return;
    }
    this.#about.announce(words.text('adjustedSaid', { category, person: name }));
    this.#host.dispatchEvent(new CrmForecastAdjustedEvent(adjusting));
  }

  /** Each word is a record of its own and the latest holds; letting the deals speak again takes back all that were said in the same part. */
  #write(client: Client, view: ForecastView, adjusting: ForecastAdjusting, reason: string): Promise<MutationResult> {
    const { owner, category, level, amount, period } = adjusting;
    const author = this.#about.author();
    if (amount === null) {
      const said = this.#said(view, owner, category as ForecastColumn, level);
      return client.write({
        command: 'forecast.withdraw',
        patches: said.map(({ id, version }) => ({
          op: 'delete' as const,
          type: 'forecastAdjustment',
          id,
          base: { version },
        })),
      });
    }
    return client.create('forecastAdjustment', {
      user: owner,
      periodStart: period.start,
      periodEnd: period.end,
      category,
      level,
      amount,
      adjustedAt: toInstant(client.now()),
      ...(author === undefined ? {} : { adjustedBy: author }),
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    });
  }

  #said(
    { period }: ForecastView,
    owner: string,
    column: ForecastColumn,
    level: 'owner' | 'manager',
  ): readonly ForecastAdjustment[] {
    return this.#about
      .adjustments()
      .filter(
        (each) =>
          each.user === owner &&
          each.category === column &&
          each.level === level &&
          each.periodStart === period.start &&
          each.periodEnd === period.end,
      );
  }

  #latest(
    view: ForecastView,
    owner: string,
    column: ForecastColumn,
    level: 'owner' | 'manager',
  ): ForecastAdjustment | undefined {
    return [...this.#said(view, owner, column, level)].sort((a, b) => (a.adjustedAt < b.adjustedAt ? 1 : -1))[0];
  }

  #show(edit: Edit): void {
    this.#edit = edit;
    this.#focusNext = 'form';
    this.#host.requestUpdate();
  }

  #cancel(): void {
    const edit = this.#edit;
    this.#edit = undefined;
    if (edit) this.#focusNext = `${edit.owner} ${edit.column}`;
    this.#host.requestUpdate();
  }

  /** The control that took the place of the one that had the focus. */
  #takeFocus(name: string, control: Element | undefined): void {
    if (this.#focusNext !== name || !(control instanceof HTMLElement)) return;
    this.#focusNext = undefined;
    queueMicrotask(() => {
      control.focus();
      if (control instanceof HTMLInputElement) control.select();
    });
  }
}
