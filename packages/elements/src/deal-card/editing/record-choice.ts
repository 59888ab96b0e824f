import type { AnyRecord } from '@rapport/core';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { MessagesController } from '../../messages/index.ts';

/** A record that may be meant, and what tells it from others of its name. */
export interface Choice<Named extends AnyRecord> {
  readonly record: Named;
  readonly name: string;
  readonly detail: string;
}

interface Question<Named extends AnyRecord> {
  readonly element: LitElement;
  readonly words: MessagesController;
  /** The field's name, of which ids are made. */
  readonly name: string;
  readonly find: (text: string) => Promise<readonly Choice<Named>[]>;
  /** Something was typed, or chosen. */
  readonly changed: (text: string, chosen: Named | undefined) => void;
}

/**
 * A text field that suggests records: the APG combobox with a list. Arrow keys go through the list, Enter takes the one that is marked, Escape closes the list.
 */
export class RecordChoice<Named extends AnyRecord> {
  readonly #question: Question<Named>;
  #found: readonly Choice<Named>[] | undefined;
  #isOpen = false;
  #marked = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round = 0;

  constructor(question: Question<Named>) {
    this.#question = question;
  }

  template(text: string, isInvalid: boolean): TemplateResult {
    const { name, words } = this.#question;
    const choices = this.#isOpen ? (this.#found ?? []) : [];
    const isEmpty = this.#isOpen && this.#found?.length === 0 && text.trim() !== '';
    return html`<div class="choice" @focusout=${() => this.#close()}>
      <input
        id=${`edit-${name}`}
        role="combobox"
        autocomplete="off"
        maxlength="1000"
        dir="auto"
        aria-autocomplete="list"
        aria-expanded=${choices.length > 0}
        aria-controls=${`list-${name}`}
        aria-activedescendant=${this.#marked >= 0 && choices.length > 0 ? `${name}-${this.#marked}` : nothing}
        aria-invalid=${isInvalid}
        aria-describedby=${isInvalid ? `fault-${name}` : nothing}
        .value=${text}
        @focus=${() => text === '' && this.#ask(text, 0)}
        @click=${() => this.#ask(text, 0)}
        @input=${this.#typed}
        @keydown=${this.#keyed}
      />
      <ul class="choices" id=${`list-${name}`} role="listbox" ?hidden=${choices.length === 0}>
        ${choices.map(
          (choice, index) =>
            html`<li
              id=${`${name}-${index}`}
              role="option"
              aria-selected=${index === this.#marked}
              @pointerdown=${(event: Event) => event.preventDefault()}
              @click=${() => this.#take(choice)}
            >
              <bdi>${choice.name}</bdi>${choice.detail ? html`<bdi class="muted">${choice.detail}</bdi>` : nothing}
            </li>`,
        )}
      </ul>
      <p class="small muted" role="status">${isEmpty ? words.text('noRecordFound') : nothing}</p>
    </div>`;
  }

  readonly #typed = (event: Event): void => {
    const text = (event.target as HTMLInputElement).value;
    this.#question.changed(text, undefined);
    this.#ask(text, 200);
  };

  readonly #keyed = (event: KeyboardEvent): void => {
    const count = this.#isOpen ? (this.#found?.length ?? 0) : 0;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const marked = this.#found?.[this.#marked];
    if (step !== 0 && count > 0)
      this.#marked = this.#marked < 0 && step < 0 ? count - 1 : (this.#marked + step + count) % count;
    else if (step === 1) this.#ask((event.target as HTMLInputElement).value, 0);
    else if (event.key === 'Enter' && count > 0 && marked) this.#take(marked);
    else if (event.key === 'Escape' && count > 0) this.#close();
    else return;
    event.preventDefault();
    this.#question.element.requestUpdate();
  };

  #take(choice: Choice<Named>): void {
    this.#close();
    this.#question.changed(choice.name, choice.record);
    this.#question.element.requestUpdate();
  }

  #ask(text: string, after: number): void {
    clearTimeout(this.#timer);
    this.#isOpen = true;
    this.#timer = setTimeout(() => void this.#find(text.trim()), after);
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#round++;
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#marked = -1;
    this.#question.element.requestUpdate();
  }

  async #find(text: string): Promise<void> {
    const round = ++this.#round;
    const found = await this.#question.find(text).catch(() => []);
    if (round !== this.#round) return;
    this.#found = found;
    this.#marked = -1;
    this.#question.element.requestUpdate();
  }
}
