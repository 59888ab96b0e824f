import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, defaultClientConditions, preview, type InlineConfig } from 'vite';
import { host } from './rapport-server.ts';

const root = fileURLToPath(new URL('../../examples/erp-screen', import.meta.url));

/**
 * Builds the ERP example, from the present source or as a host does from the built packages, and serves it. Its server signs tokens with `RAPPORT_SECRET` for
 * `RAPPORT_URL`.
 */
export async function serveErpScreen(
  port: number,
  from: 'source' | 'packages' = 'source',
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const outDir = await mkdtemp(join(tmpdir(), 'rapport-erp-screen-'));
  const config: InlineConfig = {
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    resolve: { conditions: [...(from === 'source' ? ['rapport-source'] : []), ...defaultClientConditions] },
    build: { outDir, emptyOutDir: true },
  };
  await build(config);
  const server = await preview({ ...config, preview: { host, port, strictPort: true } });
  return {
    url: `http://${host}:${port}/`,
    close: async () => {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
