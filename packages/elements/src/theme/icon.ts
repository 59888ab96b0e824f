import { html, type TemplateResult } from 'lit';

/** An icon beside words that say the same: hidden from assistive technology. `path` is one of `icons.ts`; `directed` ones turn round in right-to-left text. */
export function icon(path: string, directed = false): TemplateResult {
  return html`<svg class=${directed ? 'icon directed' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
    <path d=${path}></path>
  </svg>`;
}
