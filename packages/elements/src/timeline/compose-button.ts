import { html, type TemplateResult } from 'lit';
import type { BackendDescription } from '@rapport/core';
import type { MessagesController } from '../messages/index.ts';
import { noteIcon, icon } from '../theme/index.ts';

/** What the reader may write, in words. */
export type ComposeOffer = 'compose' | 'composeActivity' | 'composeTask';

/** What a backend lets the reader write; undefined for nothing. */
export function offerOf({ activity, task }: BackendDescription['types']): ComposeOffer | undefined {
  if (!activity?.create) return task?.create ? 'composeTask' : undefined;
  return task?.create ? 'compose' : 'composeActivity';
}

/** What opens the composer; with the beginning of what was left unsaved in it. */
export function composeButton(
  words: MessagesController,
  offer: ComposeOffer,
  draft: string,
  open: () => void,
): TemplateResult {
  return html`<button class="compose button" part="compose" type="button" aria-keyshortcuts="n" @click=${open}>
    ${icon(noteIcon)}<span>${draft ? words.rich('draft', { text: html`<bdi>${draft}</bdi>` }) : words.text(offer)}</span
    ><kbd aria-hidden="true">${words.text('composeKey')}</kbd>
  </button>`;
}
