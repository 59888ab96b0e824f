import { html, nothing, type TemplateResult } from 'lit';
import type { AskingPlace } from './asking-place.ts';
import type { Given } from './given.ts';

/** A dialog that asks for one answer. */
export abstract class MoveForm {
  readonly answer: Promise<Given | undefined>;
  protected readonly place: AskingPlace;
  /** By the name of what is asked for. */
  protected faults: ReadonlyMap<string, string> = new Map();
  protected isBusy = false;
  #answer!: (given: Given | undefined) => void;

  constructor(place: AskingPlace) {
    this.place = place;
    this.answer = new Promise((resolve) => (this.#answer = resolve));
  }

  protected abstract readonly title: string;
  protected abstract readonly text: string;
  /** What the button says that goes on; undefined where nothing here can be enough. */
  protected abstract readonly action: string | undefined;
  protected abstract fields(): unknown;
  /** What was given, or undefined where `faults` say what is wrong. */
  protected abstract read(form: HTMLFormElement): Promise<Given | undefined>;

  cancel(): void {
    this.#answer(undefined);
  }

  template(): TemplateResult {
    const { words } = this.place;
    return html`<dialog
      class="ask"
      part="dialog"
      aria-labelledby="ask-title"
      aria-describedby="ask-text"
      @close=${() => this.cancel()}
      @keydown=${stay}
    >
      <form novalidate @submit=${this.#submit}>
        <h2 id="ask-title">${this.title}</h2>
        <p class="muted" id="ask-text">${this.text}</p>
        ${this.fields()}
        <div class="actions">
          <button class="button" type="button" @click=${() => this.cancel()}>
            ${words.text(this.action === undefined ? 'close' : 'cancel')}
          </button>
          ${
            this.action === undefined
              ? nothing
              : html`<button class="button primary" type="submit" ?disabled=${this.isBusy}>${this.action}</button>`
          }
        </div>
      </form>
    </dialog>`;
  }

  protected redraw(): void {
    this.place.element.requestUpdate();
  }

  /** A label with its field, and what is wrong with it. */
  protected labelled(name: string, label: string, input: unknown): TemplateResult {
    const fault = this.faults.get(name);
    return html`<div class="field">
      <label for=${`ask-${name}`}>${label}</label>
      ${input} ${fault === undefined ? nothing : html`<p class="fault" id=${`fault-${name}`} role="alert">${fault}</p>`}
    </div>`;
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.isBusy || this.action === undefined) return;
    this.isBusy = true;
    this.redraw();
    const given = await this.read(event.target as HTMLFormElement);
    this.isBusy = false;
    if (given) {
      this.#answer(given);
      return;
    }
    this.redraw();
    await this.place.element.updateComplete;
    this.place.element.renderRoot.querySelector<HTMLElement>('.ask [aria-invalid="true"]')?.focus();
  };
}

/** Keys that are meant for a field are not meant for the place. */
function stay(event: KeyboardEvent): void {
  event.stopPropagation();
}
