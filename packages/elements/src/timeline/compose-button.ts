import { html, type TemplateResult } from 'lit';
import type { MessagesController } from '../messages/index.ts';
import { noteIcon, icon } from '../theme/index.ts';

/** What opens the composer; with the beginning of what was left unsaved in it. */
export function composeButton(words: MessagesController, draft: string, open: () => void): TemplateResult {
  return html`<button class="compose button" part="compose" type="button" aria-keyshortcuts="n" @click=${open}>
    ${icon(noteIcon)}<span
      >${draft ? words.rich('draft', { text: html`<bdi>${draft}</bdi>` }) : words.text('compose')}</span
    ><kbd aria-hidden="true">${words.text('composeKey')}</kbd>
  </button>`;
}
