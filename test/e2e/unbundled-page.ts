import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { host } from './rapport-server.ts';

const files = fileURLToPath(new URL('../../packages/elements/dist/cdn', import.meta.url));
const elements = ['provider', 'timeline', 'contact-card'] as const;

/** Serves a page without a bundler: one built file an element, under a policy as strict as a host may have. */
export async function serveUnbundledPage(
  port: number,
  { url, token }: { readonly url: string; readonly token: string },
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const policy = `default-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self' ${url}; frame-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'; trusted-types lit-html dompurify`;
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">
    <script type="module" src="/page.js"></script>${elements.map((name) => `<script type="module" src="/${name}.js"></script>`).join('')}</head>
    <body><crm-provider url="${url}"><crm-contact-card contact="erp:10042"></crm-contact-card><crm-timeline contact="erp:10042"></crm-timeline></crm-provider></body></html>`;
  const script = `document.querySelector('crm-provider').getToken = () => ${JSON.stringify(token)};`;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', `http://${host}`);
    if (pathname === '/') {
      response.setHeader('content-security-policy', policy);
      send(response, 'text/html', page);
    } else if (pathname === '/page.js') send(response, 'text/javascript', script);
    else
      void readFile(join(files, normalize(pathname))).then(
        (code) => send(response, 'text/javascript', code),
        () => response.writeHead(404).end(),
      );
  }).listen(port, host);
  await once(server, 'listening');
  return {
    url: `http://${host}:${port}/`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function send(response: ServerResponse, type: string, body: string | Buffer): void {
  response.setHeader('content-type', `${type}; charset=utf-8`).end(body);
}
