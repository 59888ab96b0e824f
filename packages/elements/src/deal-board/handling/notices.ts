import { html, nothing, type TemplateResult } from 'lit';
import type { MessagesController } from '../../messages/index.ts';

/** How long a way back is offered. */
const offered = 8_000;

/** What the board says: to a screen reader, on a card, and for some seconds at its foot. */
export class Notices {
  readonly #update: () => void;
  readonly #faults = new Map<string, string>();
  #said = '';
  #toast: { readonly text: string; readonly undo: (() => void) | undefined } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(update: () => void) {
    this.#update = update;
  }

  announce(text: string): void {
    // The same words once more are said once more only if they differ.
    this.#said = text === this.#said ? `${text}\u00a0` : text;
    this.#update();
  }

  faultOf(deal: string): string | undefined {
    return this.#faults.get(deal);
  }

  fault(deal: string, text: string | undefined): void {
    if (text === undefined) this.#faults.delete(deal);
    else this.#faults.set(deal, text);
  }

  toast(text: string, undo: (() => void) | undefined): void {
    this.#toast = { text, undo };
    this.announce(text);
    this.#wait();
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#toast = undefined;
    this.#update();
  }

  reset(): void {
    this.#faults.clear();
    this.#said = '';
    this.clear();
  }

  template(words: MessagesController): TemplateResult {
    const toast = this.#toast;
    return html`<div class="unseen" role="status">${this.#said}</div>
      ${
        toast
          ? html`<div
              class="toast"
              part="toast"
              @pointerenter=${this.#stay}
              @pointerleave=${this.#wait}
              @focusin=${this.#stay}
              @focusout=${this.#wait}
            >
              <span>${toast.text}</span>
              ${toast.undo ? html`<button class="quiet undo" type="button" @click=${this.#undo}>${words.text('undo')}</button>` : nothing}
            </div>`
          : nothing
      }`;
  }

  /** What is read or pointed at stays. */
  readonly #stay = (): void => clearTimeout(this.#timer);

  readonly #wait = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.clear(), offered);
  };

  readonly #undo = (): void => {
    const undo = this.#toast?.undo;
    this.clear();
    undo?.();
  };
}
