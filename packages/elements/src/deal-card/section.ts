import { html, nothing, type TemplateResult } from 'lit';
import { problemOf } from '../element/index.ts';
import type { MessagesController } from '../messages/index.ts';
import { addIcon, closeIcon, editIcon, icon } from '../theme/index.ts';
import type { CardContext } from './card-context.ts';
import { buttonOf, type EditTarget, type PartEditing } from './part-editing.ts';

/** A part of the card with its heading, why the last decision in it did not take effect, and a way back from what was taken away. */
export function section(context: CardContext, name: string, title: string, content: unknown): TemplateResult {
  const fault = context.faultOf(name);
  const removed = context.removedFrom(name);
  return html`<section class=${name} part="section" aria-labelledby=${`title-${name}`}>
    <h3 id=${`title-${name}`} tabindex="-1">${title}</h3>
    ${content} ${fault ? html`<p class="fault" role="alert">${fault}</p>` : nothing}
    ${
      removed
        ? html`<p class="note">
            <span>${removed.said}</span>
            <button class="quiet" type="button" id=${`undo-${name}`} @click=${removed.undo}>
              ${context.words.text('undo')}
            </button>
          </p>`
        : nothing
    }
  </section>`;
}

/** What stands where records could not be read: never as if there were none. */
export function unread(error: unknown, words: MessagesController): TemplateResult {
  const key = problemOf(error) === 'not-permitted' ? 'hiddenValue' : 'unknownValue';
  return html`<p class="small muted">${words.text(key)}</p>`;
}

/** The button that opens a form for something new, or that form in its place. */
export function adder(editing: PartEditing, target: EditTarget, label: string, image: string = addIcon): unknown {
  if (editing.isOpen(target)) return editing.template(target);
  return html`<button
    class="quiet small add"
    type="button"
    id=${buttonOf(target)}
    @click=${() => void editing.open(target)}
  >
    ${icon(image)}${label}
  </button>`;
}

/** Beside what can be edited and taken away. */
export function tools(
  editing: PartEditing,
  target: EditTarget,
  name: string,
  remove: () => void,
  words: MessagesController,
): TemplateResult {
  const [edit, removal] = [words.text('editOf', { name }), words.text('removeOf', { name })];
  return html`<span class="tools">
    <button
      class="tool edit"
      type="button"
      id=${buttonOf(target)}
      aria-label=${edit}
      title=${edit}
      @click=${() => void editing.open(target)}
    >
      ${icon(editIcon)}
    </button>
    <button class="tool edit" type="button" aria-label=${removal} title=${removal} @click=${remove}>
      ${icon(closeIcon)}
    </button>
  </span>`;
}
