import { html, nothing, type TemplateResult } from 'lit';
import type { MessagesController } from '../messages/index.ts';
import { icon, infoIcon } from '../theme/index.ts';

/** How a figure came about. */
export interface Explanation {
  /** The formula, in words. */
  readonly formula: string;
  /** With the figures put in. */
  readonly worked?: string | undefined;
  /** What was counted, of which period. */
  readonly counted: string;
}

/** A sign beside a figure that unfolds to how it came about. `name` is what the figure is called. */
export function explained(
  words: MessagesController,
  name: string,
  { formula, worked, counted }: Explanation,
): TemplateResult {
  return html`<details class="explained">
    <summary
      aria-label=${words.text('explainFigure', { figure: name })}
      title=${words.text('explainFigure', { figure: name })}
    >
      ${icon(infoIcon)}
    </summary>
    <div class="explanation small muted">
      <p>${formula}</p>
      ${worked ? html`<p class="worked"><bdi>${worked}</bdi></p>` : nothing}
      <p>${counted}</p>
    </div>
  </details>`;
}
