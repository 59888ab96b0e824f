import createDOMPurify, { type Config } from 'dompurify';
import { safeUrl } from './safe-url.ts';

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
  ADD_URI_SAFE_ATTR: [styleAttribute],
  // DOMPurify's own, with the schemes that we follow: it is asked of every attribute, so what has no scheme passes.
  ALLOWED_URI_REGEXP:
    /^(?:(?:https?|mailto|tel|cid):|data:image\/(?:png|gif|jpe?g|webp);|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i,
} satisfies Config;

/** Cleans foreign HTML. DOMPurify is the library for it; the frame is the second wall. */
export function sanitize(html: string): ForeignContent {
  const styles: string[] = [];
  const body = createDOMPurify.sanitize(setAside(html, styles), config);
  let hasRemoteImages = false;
  for (const image of body.querySelectorAll('img')) {
    const address = image.getAttribute('src') ?? '';
    if (!/^https?:/i.test(address)) continue;
    hasRemoteImages = true;
    image.removeAttribute('src');
    image.setAttribute('data-remote-src', address.replace(/^http:/i, 'https:'));
  }
  for (const link of body.querySelectorAll('a[href]')) {
    // What is relative would be relative to the host's page.
    const url = safeUrl(link.getAttribute('href'));
    if (url) link.setAttribute('href', url);
    else link.removeAttribute('href');
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer');
  }
  return { body, styles, hasRemoteImages };
}

/**
 * Takes out of the way what a strict policy reports as soon as it is parsed, wherever that is: style sheets are collected, attributes for styles and handlers
 * renamed. It need not be exact, for what it leaves is sanitised next: a style that it missed is not applied, a handler is gone.
 */
function setAside(html: string, sheets: string[]): string {
  return html
    .replace(/<style\b[^>]*>([\s\S]*?)(?:<\/style\s*>|$)/gi, (_all, text: string) => {
      sheets.push(text);
      return '';
    })
    .replace(/<[a-z][^<>]*/gi, (tag) => tag.replace(/([\s"'/])(style|on[a-z]+)(?=\s*=)/gi, '$1data-$2'));
}
