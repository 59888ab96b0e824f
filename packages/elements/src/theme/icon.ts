import { html, type SVGTemplateResult, type TemplateResult } from 'lit';

/** An icon beside words that say the same: hidden from assistive technology. `directed` ones turn round in right-to-left text. */
export function icon(paths: SVGTemplateResult, directed = false): TemplateResult {
  return html`<svg class=${directed ? 'icon directed' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">${paths}</svg>`;
}
