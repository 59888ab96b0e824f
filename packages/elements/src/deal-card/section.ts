import { html, nothing, type TemplateResult } from 'lit';
import { problemOf } from '../element/index.ts';
import type { MessagesController } from '../messages/index.ts';
import type { CardContext } from './card-context.ts';

/** A part of the card with its heading, and why the last decision in it did not take effect. */
export function section(context: CardContext, name: string, title: string, content: unknown): TemplateResult {
  const fault = context.faultOf(name);
  return html`<section class=${name} part="section" aria-labelledby=${`title-${name}`}>
    <h3 id=${`title-${name}`} tabindex="-1">${title}</h3>
    ${content} ${fault ? html`<p class="fault" role="alert">${fault}</p>` : nothing}
  </section>`;
}

/** What stands where records could not be read: never as if there were none. */
export function unread(error: unknown, words: MessagesController): TemplateResult {
  const key = problemOf(error) === 'not-permitted' ? 'hiddenValue' : 'unknownValue';
  return html`<p class="small muted">${words.text(key)}</p>`;
}
