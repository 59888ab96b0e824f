import { html, type TemplateResult } from 'lit';

/** A piece of a host's page to show an element in. */
export function frame(
  content: unknown,
  {
    dark = false,
    width = 440,
    lang = 'en',
  }: { readonly dark?: boolean; readonly width?: number; readonly lang?: string } = {},
): TemplateResult {
  const colors = dark ? 'color-scheme:dark;background:#15171c' : 'color-scheme:light;background:#fff';
  return html`<div
    lang=${lang}
    dir=${lang === 'ar' ? 'rtl' : 'ltr'}
    style="${colors};inline-size:${width}px;max-inline-size:100%;border-radius:8px;overflow:hidden;outline:1px solid rgb(128 128 128 / 0.2);font-family:system-ui,sans-serif"
  >
    ${content}
  </div>`;
}
