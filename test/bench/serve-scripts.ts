import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';

/** Serves a folder's page and scripts, bundled for production, on a port of its own. */
export async function serveScripts(
  folder: string,
  names: readonly string[],
): Promise<{ readonly url: string; close(): void }> {
  const bundle = await build({
    entryPoints: names.map((name) => `${folder}/${name}.ts`),
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    conditions: ['rapport-source', 'production'],
    define: { 'process.env.NODE_ENV': '"production"' },
    outdir: '/',
  });
  const scripts = new Map(
    bundle.outputFiles.map((file) => [file.path.slice(file.path.lastIndexOf('/')), file.contents]),
  );
  const page = await readFile(`${folder}/page.html`);
  const server = createServer((request, response) => {
    const script = scripts.get(request.url ?? '');
    if (script) response.setHeader('content-type', 'text/javascript').end(script);
    else if (request.url === '/') response.setHeader('content-type', 'text/html').end(page);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}
