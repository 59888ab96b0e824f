import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import minifyTemplates from '@lit-labs/rollup-plugin-minify-html-literals';
import { build, type PluginOption, type Rolldown } from 'vite';

/** Serves a folder's page and scripts, bundled for production, on a port of its own. */
export async function serveScripts(
  folder: string,
  names: readonly string[],
): Promise<{ readonly url: string; close(): void }> {
  const scripts = new Map((await Promise.all(names.map((name) => built(folder, name)))).flat());
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

/** Templates are shortened in the packages as they are published; here they come from their sources. */
const shortTemplates = minifyTemplates({
  options: { minifyOptions: { caseSensitive: true, collapseWhitespace: true, conservativeCollapse: true } },
}) as PluginOption;

/** A script with the parts it loads on demand, as an app made with Vite that has only this one would have it. */
async function built(folder: string, name: string): Promise<(readonly [path: string, code: string])[]> {
  const bundles = await build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    plugins: [shortTemplates],
    resolve: { conditions: ['rapport-source', 'module', 'browser', 'production'] },
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      rollupOptions: {
        input: `${folder}/${name}.ts`,
        output: { entryFileNames: '[name].js', chunkFileNames: `${name}-[name]-[hash].js` },
      },
    },
  });
  const [{ output }] = [bundles].flat() as [Rolldown.RolldownOutput];
  return output.flatMap((each) => (each.type === 'chunk' ? [[`/${each.fileName}`, each.code] as const] : []));
}
