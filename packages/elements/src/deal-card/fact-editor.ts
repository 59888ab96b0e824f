import type { MutationResult, Refusal } from '@rapport/core';
import { forecastCategories } from '@rapport/core/model';
import { probabilityOf, rescheduleDeal, resetProbability, setProbability } from '@rapport/core/pipeline';
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { declined, writeDecision } from '../sales/index.ts';
import { closeIcon, editIcon, icon, saveIcon } from '../theme/index.ts';
import type { CardContext } from './card-context.ts';
import { CrmDealChangeEvent, CrmDealChangedEvent, type DealFact } from './deal-card.events.ts';
import { facts, parseFact, percentText, textOfFact } from './fact-values.ts';
import { refusalWords } from './refusal-words.ts';

interface Edit {
  readonly fact: DealFact;
  readonly text: string;
  readonly currency: string;
  /** Why the last attempt did not take effect. */
  readonly fault?: string;
}

/**
 * Changes one field of a deal at a time, in its place. The new value shows at once; a refusal opens the field again with what was typed and the reason.
 * After saving or cancelling the focus is back on the button it came from.
 */
export class FactEditor {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #edit: Edit | undefined;
  #focusNext: DealFact | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
  }

  isOpen(fact: DealFact): boolean {
    return this.#edit?.fact === fact;
  }

  close(): void {
    this.#edit = undefined;
  }

  /** The button that opens a field, an icon beside the value. */
  button(context: CardContext, fact: DealFact): TemplateResult {
    const { deal, words } = context;
    const key = deal[fact] == null ? 'addField' : 'editField';
    const said = words.text(key, { field: words.text(facts[fact].label) });
    return html`<button
      class="tool edit"
      type="button"
      aria-label=${said}
      title=${said}
      ${ref((button) => this.#takeFocus(fact, button))}
      @click=${() =>
        this.#show({
          fact,
          text: textOfFact(deal, fact, words.locale),
          currency: deal.amount?.currency ?? this.#currency,
        })}
    >
      ${icon(editIcon)}
    </button>`;
  }

  form(context: CardContext, fact: DealFact): TemplateResult {
    const { words } = context;
    const edit = this.#edit ?? { fact, text: '', currency: this.#currency };
    const submit = (event: Event): void => {
      event.preventDefault();
      void this.#save(context, fact);
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.#cancel(fact);
    };
    return html`<form class=${`editor ${facts[fact].control}`} novalidate @submit=${submit} @keydown=${escape}>
      ${this.#control(context, edit)}
      <button class="tool" type="submit" aria-label=${words.text('save')} title=${words.text('save')}>
        ${icon(saveIcon)}
      </button>
      <button
        class="tool"
        type="button"
        aria-label=${words.text('cancel')}
        title=${words.text('cancel')}
        @click=${() => this.#cancel(fact)}
      >
        ${icon(closeIcon)}
      </button>
      ${fact === 'probability' ? this.#reset(context) : nothing}
      ${edit.fault ? html`<p class="fault" id="fault" role="alert">${edit.fault}</p>` : nothing}
    </form>`;
  }

  get #currency(): string {
    return (this.#host as { currency?: string }).currency ?? 'EUR';
  }

  #control(context: CardContext, edit: Edit): TemplateResult {
    const { fact, text, fault } = edit;
    const { words, records } = context;
    const name = words.text(facts[fact].label);
    const typed = (event: Event): void => {
      this.#edit = { ...(this.#edit ?? edit), text: (event.target as HTMLInputElement).value };
    };
    const takesFocus = ref((control) => this.#takeFocus(fact, control));
    const invalid = fault ? 'true' : 'false';
    const by = fault ? 'fault' : nothing;
    const input = (label: string, type: 'text' | 'date', mode: 'text' | 'decimal'): TemplateResult =>
      html`<input
        type=${type}
        inputmode=${mode}
        aria-label=${label}
        autocomplete="off"
        dir=${type === 'text' && mode === 'text' ? 'auto' : nothing}
        maxlength="1000"
        aria-invalid=${invalid}
        aria-describedby=${by}
        .value=${text}
        @input=${typed}
        ${takesFocus}
      />`;
    const select = (none: unknown, options: unknown): TemplateResult =>
      html`<select aria-label=${name} aria-invalid=${invalid} aria-describedby=${by} @change=${typed} ${takesFocus}>
        <option value="" ?selected=${text === ''}>${none}</option>
        ${options}
      </select>`;
    const option = (value: string, said: string): TemplateResult =>
      html`<option value=${value} ?selected=${value === text}>${said}</option>`;
    switch (facts[fact].control) {
      case 'long':
        return html`<textarea
          aria-label=${name}
          dir="auto"
          maxlength="10000"
          rows="4"
          aria-invalid=${invalid}
          aria-describedby=${by}
          .value=${text}
          @input=${typed}
          ${takesFocus}
        ></textarea>`;
      case 'owner':
        return select(
          words.text('noOwner'),
          records.users.snapshot?.records.map(({ id, name: person }) => option(id, person)),
        );
      case 'category': {
        const own = words.text(`${context.stage?.forecastCategory ?? 'pipeline'}Category`);
        return select(
          `${own} · ${words.text('ofStageCategory')}`,
          forecastCategories
            .filter((category) => category !== 'closed')
            .map((category) => option(category, words.text(`${category}Category`))),
        );
      }
      case 'amount':
        return html`<span class="amount-fields"
          >${input(name, 'text', 'decimal')}<input
            class="currency"
            aria-label=${words.text('dealCurrency')}
            autocomplete="off"
            maxlength="3"
            dir="ltr"
            .value=${edit.currency}
            @input=${(event: Event) =>
              (this.#edit = {
                ...(this.#edit ?? edit),
                currency: (event.target as HTMLInputElement).value.trim().toUpperCase(),
              })}
        /></span>`;
      case 'percent':
        return input(`${name}, %`, 'text', 'decimal');
      case 'date':
        return input(name, 'date', 'text');
      case 'text':
        return input(name, 'text', 'text');
    }
  }

  /** A way back from what was set by hand, where there is something to go back to. */
  #reset(context: CardContext): unknown {
    const { deal, stage, words } = context;
    if (deal.probabilitySource !== 'manual' || stage?.probability == null) return nothing;
    const reset = (): void => {
      this.#edit = { fact: 'probability', text: '', currency: '' };
      void this.#save(context, 'probability');
    };
    return html`<button class="quiet small" type="button" @click=${reset}>
      ${words.text('resetProbability', { percent: percentText(stage.probability, words.locale) })}
    </button>`;
  }

  async #save(context: CardContext, fact: DealFact): Promise<void> {
    const { deal, words } = context;
    const edit = this.#edit ?? { fact, text: '', currency: '' };
    const parsed = parseFact(fact, edit.text, edit.currency, words);
    if ('fault' in parsed) {
      this.#show({ ...edit, fault: parsed.fault });
      return;
    }
    const { value } = parsed;
    const isSame = JSON.stringify(value) === JSON.stringify(deal[fact] ?? null) && fact !== 'probability';
    if (isSame || !this.#host.dispatchEvent(new CrmDealChangeEvent(deal, fact, value))) {
      this.#cancel(fact);
      return;
    }
    this.#cancel(fact);
    const refusal = await write(context, fact, value);
    if (!refusal) {
      this.#host.dispatchEvent(new CrmDealChangedEvent(deal.id, fact, value));
      return;
    }
    this.#show({ ...edit, fault: refusalWords(context, refusal, words.text(facts[fact].label), edit.text) });
  }

  #show(edit: Edit): void {
    this.#edit = edit;
    this.#focusNext = edit.fact;
    this.#host.requestUpdate();
  }

  #cancel(fact: DealFact): void {
    this.#edit = undefined;
    this.#focusNext = fact;
    this.#host.requestUpdate();
  }

  /** The control that took the place of the one that had the focus. */
  #takeFocus(fact: DealFact, control: Element | undefined): void {
    if (this.#focusNext !== fact || !(control instanceof HTMLElement)) return;
    this.#focusNext = undefined;
    queueMicrotask(() => {
      control.focus();
      if (control instanceof HTMLInputElement && control.type !== 'date') control.select();
    });
  }
}

/** Through the decision that the field has, where it has one: a probability by hand sticks, a moved date is kept in the history. */
async function write(
  context: CardContext,
  fact: DealFact,
  value: unknown,
): Promise<MutationResult | Refusal | undefined> {
  const { client, deal, stage, decisions } = context;
  if (fact === 'probability') {
    if (value === (probabilityOf(deal, stage) ?? null) && deal.probabilitySource === 'manual') return undefined;
    const decided = typeof value === 'number' ? setProbability(deal, stage, value) : resetProbability(deal, stage);
    return writeDecision(client, 'deal.setProbability', decided);
  }
  if (fact === 'expectedCloseDate' && typeof value === 'string')
    return writeDecision(client, 'deal.reschedule', rescheduleDeal(deal, { expectedCloseDate: value }, decisions));
  let result: MutationResult;
  try {
    result = await client.update('deal', deal.id, { [fact]: value });
  } catch (cause) {
    // Misuse is how a client names a value it can't even send.
    return { ok: false, code: 'invalid', field: fact, params: { cause: String(cause) } };
  }
  return declined(client, result);
}
