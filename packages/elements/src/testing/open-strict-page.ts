import { waitUntil } from '@open-wc/testing';
import type * as strictPage from './strict-page.ts';

// `'self'` by its name: Firefox takes it for nobody in a page that has no address of its own, as the one here.
const self = location.origin;
const policy = `default-src ${self}; style-src ${self}; script-src ${self}; require-trusted-types-for 'script'; trusted-types lit-html dompurify`;

/** A page of its own under the strictest policy; its modules are this server's. */
export async function openStrictPage(
  width: number,
  height: number,
): Promise<{ readonly page: typeof strictPage; readonly view: Window; readonly close: () => void }> {
  const frame = document.createElement('iframe');
  frame.width = String(width);
  frame.height = String(height);
  const entry = new URL('strict-page-handle.ts', import.meta.url).pathname;
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  frame.srcdoc = `<!doctype html><html lang="en"><head>${meta}<title>Strict</title></head><body><script type="module" src="${entry}"></script></body></html>`;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  const view = frame.contentWindow as Window & { page?: Promise<typeof strictPage> };
  // All elements with their worlds: it takes a while where other things go on.
  await waitUntil(() => view.page, 'the page gave no handle', { timeout: 25_000 });
  return { page: await view.page!, view, close: () => frame.remove() };
}
