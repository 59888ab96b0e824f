import type { Client } from '@rapport/client';
import type { Contact, MutationResult } from '@rapport/core';
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { refusalText } from '../element/index.ts';
import type { MessageKey, MessagesController } from '../messages/index.ts';
import { addIcon, closeIcon, editIcon, saveIcon, icon } from '../theme/index.ts';
import { CrmContactChangeEvent, CrmContactChangedEvent, type EditableField } from './contact-card.events.ts';

interface Edit {
  readonly field: EditableField;
  readonly text: string;
  /** Why the last attempt did not take effect. */
  readonly fault?: string;
}

const inputs: Readonly<Record<EditableField, { readonly type: string; readonly autocomplete: AutoFill }>> = {
  email: { type: 'email', autocomplete: 'off' },
  phone: { type: 'tel', autocomplete: 'off' },
  jobTitle: { type: 'text', autocomplete: 'off' },
};

/**
 * Changes one field at a time, in its place. The new value shows at once; a refusal opens the field again with what was typed and the reason.
 * After saving or cancelling the focus is back on the button it came from.
 */
export class FieldEditor {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #words: MessagesController;
  #edit: Edit | undefined;
  #focusNext: EditableField | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, words: MessagesController) {
    this.#host = host;
    this.#words = words;
  }

  isOpen(field: EditableField): boolean {
    return this.#edit?.field === field;
  }

  close(): void {
    this.#edit = undefined;
  }

  /** The button that opens the field, an icon beside the value. */
  button(contact: Contact, field: EditableField, label: MessageKey): TemplateResult {
    const said = this.#words.text(contact[field] ? 'editField' : 'addField', { field: this.#words.text(label) });
    return html`<button
      class="tool edit"
      type="button"
      aria-label=${said}
      title=${said}
      ${ref((button) => this.#takeFocus(field, button))}
      @click=${() => this.#show({ field, text: contact[field] ?? '' })}
    >
      ${icon(editIcon)}
    </button>`;
  }

  /** The same in words, where there is no value to stand beside. */
  adder(contact: Contact, field: EditableField, label: MessageKey): TemplateResult {
    return html`<button
      class="add"
      type="button"
      ${ref((button) => this.#takeFocus(field, button))}
      @click=${() => this.#show({ field, text: contact[field] ?? '' })}
    >
      ${icon(addIcon)}<span class="unseen">${this.#words.text('addField', { field: '' })}</span
      >${this.#words.text(label)}
    </button>`;
  }

  form(client: Client, contact: Contact, field: EditableField, label: MessageKey): TemplateResult {
    const edit = this.#edit ?? { field, text: '' };
    const name = this.#words.text(label);
    const submit = (event: Event): void => {
      event.preventDefault();
      void this.#save(client, contact, field, name);
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.#cancel(field);
    };
    return html`<form class="editor" novalidate @submit=${submit} @keydown=${escape}>
      <input
        aria-label=${name}
        type=${inputs[field].type}
        autocomplete=${inputs[field].autocomplete}
        dir="auto"
        maxlength="1000"
        aria-invalid=${edit.fault ? 'true' : 'false'}
        aria-describedby=${edit.fault ? 'fault' : nothing}
        .value=${edit.text}
        @input=${(event: Event) => (this.#edit = { ...edit, text: (event.target as HTMLInputElement).value })}
        ${ref((input) => this.#takeFocus(field, input))}
      />
      <button class="tool" type="submit" aria-label=${this.#words.text('save')} title=${this.#words.text('save')}>
        ${icon(saveIcon)}
      </button>
      <button
        class="tool"
        type="button"
        aria-label=${this.#words.text('cancel')}
        title=${this.#words.text('cancel')}
        @click=${() => this.#cancel(field)}
      >
        ${icon(closeIcon)}
      </button>
      ${edit.fault ? html`<p class="fault" id="fault" role="alert">${edit.fault}</p>` : nothing}
    </form>`;
  }

  async #save(client: Client, contact: Contact, field: EditableField, name: string): Promise<void> {
    const text = this.#edit?.text.trim() ?? '';
    const value = text === '' ? null : text;
    if (
      value === (contact[field] ?? null) ||
      !this.#host.dispatchEvent(new CrmContactChangeEvent(contact, field, value))
    ) {
      this.#cancel(field);
      return;
    }
    this.#cancel(field);
    let result: MutationResult;
    try {
      result = await client.update('contact', contact.id, { [field]: value });
    } catch (cause) {
      // Misuse is how a client names a value it can't even send: an address without an @.
      result = {
        id: contact.id,
        status: 'refused',
        refusal: { ok: false, code: 'invalid', field, params: { cause: String(cause) } },
      };
    }
    const fault = refusalText(this.#words, result, name, text);
    if (fault === undefined) {
      this.#host.dispatchEvent(new CrmContactChangedEvent(contact.id, field, value));
      return;
    }
    // It is shown here, with what was typed: nobody else has to.
    client.discard(result.id);
    this.#show({ field, text, fault });
  }

  #show(edit: Edit): void {
    this.#edit = edit;
    this.#focusNext = edit.field;
    this.#host.requestUpdate();
  }

  #cancel(field: EditableField): void {
    this.#edit = undefined;
    this.#focusNext = field;
    this.#host.requestUpdate();
  }

  /** The control that took the place of the one that had the focus. */
  #takeFocus(field: EditableField, control: Element | undefined): void {
    if (this.#focusNext !== field || !(control instanceof HTMLElement)) return;
    this.#focusNext = undefined;
    queueMicrotask(() => {
      control.focus();
      if (control instanceof HTMLInputElement) control.select();
    });
  }
}
