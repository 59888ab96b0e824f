export { foreignWords } from '../messages/index.ts';
export { foreignStyles } from './foreign-message.styles.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { MessagesController } from '../messages/index.ts';
import { icon } from '../theme/index.ts';
import { imageIcon } from './image-icon.ts';
import { sanitize, type ForeignContent } from './sanitize.ts';

const cleaned = new Map<string, ForeignContent>();

/**
 * Foreign HTML, sanitised and in a frame of its own: no scripts, no forms, and by its own policy nothing from the network, not even what sanitising let
 * through. Remote images are the reader's choice.
 */
export function foreignMessage(
  body: string,
  hasImages: boolean,
  words: MessagesController,
  showImages: () => void,
): TemplateResult {
  const content = cleaned.get(body) ?? sanitize(body);
  // The newest few: a reader opens one after the other.
  if (cleaned.size >= 20) cleaned.delete(cleaned.keys().next().value ?? '');
  cleaned.set(body, content);
  const fill = (event: Event): void => fillFrame(event.target as HTMLIFrameElement, content, hasImages);
  const title = words.text('foreignContent');
  return html`${
    content.hasRemoteImages && !hasImages
      ? html`<p class="note">
          ${icon(imageIcon)}<span>${words.text('remoteImagesBlocked')}</span>
          <button class="quiet" type="button" @click=${showImages}>${words.text('loadRemoteImages')}</button>
        </p>`
      : nothing
  }${hasImages ? frameWithImages(title, fill) : frame(title, fill)}`;
}

// The documents are constants, so that no string from data ever becomes markup, and Trusted Types has nothing to object to. What was sanitised is put into them
// as nodes. `allow-same-origin` lets this page do so and measure the height; without `allow-scripts` it gives nothing to the frame.
const frame = (title: string, fill: (event: Event) => void): TemplateResult =>
  html`<iframe
    class="foreign"
    part="foreign"
    title=${title}
    sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
    referrerpolicy="no-referrer"
    srcdoc="<!doctype html><html><head><meta http-equiv='Content-Security-Policy' content=&quot;default-src 'none'; style-src 'unsafe-inline'; img-src data: cid:&quot;></head><body></body></html>"
    @load=${fill}
  ></iframe>`;
const frameWithImages = (title: string, fill: (event: Event) => void): TemplateResult =>
  html`<iframe
    class="foreign"
    part="foreign"
    title=${title}
    sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
    referrerpolicy="no-referrer"
    srcdoc="<!doctype html><html><head><meta http-equiv='Content-Security-Policy' content=&quot;default-src 'none'; style-src 'unsafe-inline'; img-src data: cid: https:&quot;></head><body></body></html>"
    @load=${fill}
  ></iframe>`;

function fillFrame(element: HTMLIFrameElement, content: ForeignContent, hasImages: boolean): void {
  const inner = element.contentDocument;
  // The empty page that a frame begins with is not the one that carries the policy.
  if (!inner?.querySelector('meta[http-equiv]')) return;
  inner.body.replaceChildren(inner.importNode(content.body, true));
  if (hasImages) restore(inner, 'data-remote-src', 'src');
  // Through the CSSOM, which the policy of a strict host, inherited by this frame, allows.
  for (const styled of inner.querySelectorAll<HTMLElement>('[data-style]'))
    styled.style.cssText = styled.dataset['style'] ?? '';
  adopt(inner, [base, ...content.styles]);
  const fit = (): void => {
    const border = element.offsetHeight - element.clientHeight;
    const wanted = `${Math.min(inner.documentElement.offsetHeight + border, 2_000)}px`;
    if (element.style.blockSize !== wanted) element.style.blockSize = wanted;
  };
  // In the next frame: a change of the frame's height is a change of rows around it, which are observed, too.
  const sizes = new ResizeObserver(() => {
    if (element.isConnected) requestAnimationFrame(fit);
    else sizes.disconnect();
  });
  sizes.observe(inner.body);
  // Once the frame is taken out nothing is told of its body any more, and browsers report that as an error at every frame: only its own size tells.
  sizes.observe(element);
  fit();
}

function restore(inner: Document, from: string, to: string): void {
  for (const image of inner.querySelectorAll(`[${from}]`)) image.setAttribute(to, image.getAttribute(from) ?? '');
}

const base =
  'html{color-scheme:light;background:#fff;color:#191d23;overflow-wrap:anywhere}body{margin:8px 12px;font:14px/1.45 system-ui,sans-serif}img{max-width:100%;height:auto}pre{white-space:pre-wrap}table{max-width:100%}';

function adopt(inner: Document, texts: readonly string[]): void {
  const Sheet = (inner.defaultView as (Window & typeof globalThis) | null)?.CSSStyleSheet;
  if (!Sheet) return;
  inner.adoptedStyleSheets = texts.map((text) => {
    const sheet = new Sheet();
    sheet.replaceSync(text);
    return sheet;
  });
}
