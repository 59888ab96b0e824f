import { html, type TemplateResult } from 'lit';
import { hueOf, initialsOf } from './initials.ts';

/** Initials on a hue that an id always gives. Decoration: the name stands beside it. */
export function avatar(name: string, id: string, little = false): TemplateResult {
  // `.style` sets cssText through the CSSOM, which a strict style-src allows; a style attribute it does not.
  return html`<span class=${little ? 'avatar little' : 'avatar'} aria-hidden="true" .style=${`--_hue:${hueOf(id)}`}
    >${initialsOf(name)}</span
  >`;
}
