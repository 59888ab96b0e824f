import createDOMPurify, { type Config } from 'dompurify';

/** Foreign HTML, cleaned: nodes, and the style sheets that were in it. */
export interface ForeignContent {
  readonly body: DocumentFragment;
  readonly styles: readonly string[];
  /** Whether there are images that would be fetched from the network. Their addresses are in `data-remote-src`. */
  readonly hasRemoteImages: boolean;
}

const styleAttribute = 'data-style';

const config = {
  RETURN_DOM_FRAGMENT: true,
  USE_PROFILES: { html: true },
  ADD_ATTR: [styleAttribute],
  FORBID_TAGS: [
    'style',
    'form',
    'input',
    'button',
    'select',
    'textarea',
    'option',
    'video',
    'audio',
    'source',
    'track',
    'picture',
    'link',
    'meta',
    'base',
    'dialog',
  ],
  FORBID_ATTR: ['style', 'srcset', 'background', 'poster', 'ping', 'autofocus', 'tabindex', 'id', 'name', 'popover'],
  ALLOW_DATA_ATTR: false,
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|cid:|data:image\/(?:png|gif|jpe?g|webp);)/i,
} satisfies Config;

/** Cleans foreign HTML. DOMPurify is the library for it; the frame is the second wall. */
export function sanitize(html: string): ForeignContent {
  const styles: string[] = [];
  const body = createDOMPurify.sanitize(setStylesAside(html, styles), config);
  let hasRemoteImages = false;
  for (const image of body.querySelectorAll('img')) {
    const address = image.getAttribute('src') ?? '';
    if (!/^https?:/i.test(address)) continue;
    hasRemoteImages = true;
    image.removeAttribute('src');
    image.setAttribute('data-remote-src', address.replace(/^http:/i, 'https:'));
  }
  for (const link of body.querySelectorAll('a[href]')) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer');
  }
  return { body, styles, hasRemoteImages };
}

/**
 * Takes the styles out of the way of a strict `style-src`, which reports each of them as soon as it is parsed, wherever that is: sheets are collected, attributes
 * renamed. It need not be exact, for what it leaves is sanitised next: a style that it missed is not applied.
 */
function setStylesAside(html: string, sheets: string[]): string {
  return html
    .replace(/<style\b[^>]*>([\s\S]*?)(?:<\/style\s*>|$)/gi, (_all, text: string) => {
      sheets.push(text);
      return '';
    })
    .replace(/(<[a-z][^<>]*?[\s"'/])style(?=\s*=)/gi, `$1${styleAttribute}`);
}
