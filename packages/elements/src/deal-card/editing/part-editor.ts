import type { MutationResult, Refusal, Result } from '@rapport/core';
import type { Decided } from '@rapport/core/pipeline';
import { html, nothing, type TemplateResult } from 'lit';
import type { CardContext } from '../card-context.ts';
import type { DealDecision } from '../deal-card.events.ts';
import type { EditTarget, PartEditing } from '../part-editing.ts';
import { refusalWords } from '../refusal-words.ts';

/** What a form comes to. */
export interface FormDecision {
  readonly decision: DealDecision;
  readonly decided: Result<Decided>;
  /** What a screen reader is told once it has taken effect. */
  readonly said: string;
}

/** One form in a part of the card. What it comes to shows at once; a refusal opens it again, with what was typed and the reason beside the field. */
export abstract class PartEditor {
  readonly target: EditTarget;
  protected readonly editing: PartEditing;
  /** What is wrong, by the field; '' for what is wrong with all of it. */
  protected faults: ReadonlyMap<string, string> = new Map();

  constructor(target: EditTarget, editing: PartEditing) {
    this.target = target;
    this.editing = editing;
  }

  /** Where somebody else took away what this was opened for: that, in the reader's words. What was typed is kept, and saved as something new. */
  get gone(): string | undefined {
    return undefined;
  }

  /** The selector of what has the focus first. */
  abstract readonly first: string;
  protected abstract readonly label: string;
  protected abstract fields(): unknown;
  /** What was typed comes to; undefined where `faults` say what is wrong. */
  protected abstract decide(): FormDecision | undefined;
  /** What is wrong with a field, in the reader's words; by default what every refusal says. */
  protected faultOf(refusal: MutationResult | Refusal): ReadonlyMap<string, string> {
    const { field = '' } = 'ok' in refusal ? refusal : refusal.status === 'refused' ? refusal.refusal : {};
    return new Map([[field, refusalWords(this.context, refusal, this.nameOf(field))]]);
  }
  protected abstract nameOf(field: string): string;

  template(): TemplateResult {
    const { words } = this.context;
    const fault = this.faults.get('');
    const gone = this.gone;
    return html`<form
      class="edit-part"
      aria-label=${this.label}
      novalidate
      @submit=${this.#submit}
      @keydown=${this.#escape}
    >
      ${gone === undefined ? nothing : html`<p class="note whole" role="alert">${gone}</p>`} ${this.fields()}
      ${fault === undefined ? nothing : html`<p class="fault" id="fault-all" role="alert">${fault}</p>`}
      <div class="actions">
        <button class="button primary" type="submit">${words.text('save')}</button>
        <button class="button" type="button" @click=${() => this.editing.close()}>${words.text('cancel')}</button>
      </div>
    </form>`;
  }

  protected get context(): CardContext {
    return this.editing.context;
  }

  protected redraw(): void {
    this.editing.card.element.requestUpdate();
  }

  /** A field under its label, with what is wrong with it. */
  protected labelled(name: string, label: string, control: unknown, isFirst = false): TemplateResult {
    const fault = this.faults.get(name);
    return html`<div class=${isFirst ? 'field whole' : 'field'}>
      <label for=${`edit-${name}`}>${label}</label>
      ${control}
      ${fault === undefined ? nothing : html`<p class="fault" id=${`fault-${name}`} role="alert">${fault}</p>`}
    </div>`;
  }

  /** A text field for a number; `hint` is the id of what else describes it. */
  protected input(name: string, value: string, typed: (text: string) => void, hint = '') {
    const isBad = this.faults.has(name);
    return html`<input
      id=${`edit-${name}`}
      inputmode="decimal"
      autocomplete="off"
      maxlength="1000"
      aria-invalid=${isBad}
      aria-describedby=${[hint, isBad ? `fault-${name}` : ''].join(' ').trim() || nothing}
      .value=${value}
      @input=${(event: Event) => {
        typed((event.target as HTMLInputElement).value);
        this.redraw();
      }}
    />`;
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    this.faults = new Map();
    const form = this.decide();
    if (!form) return this.#showFaults();
    if (!form.decided.ok) {
      this.faults = this.faultOf(form.decided);
      return this.#showFaults();
    }
    this.editing.close();
    const written = await this.editing.card.write(form.decision, form.decided, form.said);
    if (written === undefined || written === 'prevented') return;
    this.faults = this.faultOf(written);
    this.editing.show(this);
  };

  #showFaults(): void {
    this.redraw();
    this.editing.card.focus('.edit-part [aria-invalid="true"]');
  }

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    this.editing.close();
  };
}
