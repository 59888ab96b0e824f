import { html, type TemplateResult } from 'lit';
import type { MessagesController } from '../messages/index.ts';

/** The shape of a timeline that loads. */
export function skeleton(words: MessagesController): TemplateResult {
  return html`<div class="bones" role="status" aria-busy="true" aria-label=${words.text('loading')}>
    <span class="bone"></span>
    ${[0, 1, 2, 3, 4].map(
      () =>
        html`<div class="entry">
          <span class="bone round"></span>
          <div class="content"><span class="bone"></span><span class="bone"></span></div>
        </div>`,
    )}
  </div>`;
}

/** Nothing has happened yet. */
export function nothingYet(words: MessagesController): TemplateResult {
  return html`<slot name="empty"
    ><div class="problem">
      <p class="strong">${words.text('emptyTimeline')}</p>
      <p class="muted">${words.text('emptyTimelineText')}</p>
    </div></slot
  >`;
}
