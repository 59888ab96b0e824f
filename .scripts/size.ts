import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { join } from 'node:path';
import { root } from './workspace.ts';

/** What a page imports, and how many gzipped bytes it may load before anything is shown on demand. */
const budgets = [
  {
    page: 'provider and client',
    limit: 24_000,
    code: `import '@rapport/elements/define/provider';
           export { createClient } from '@rapport/client';
           export { httpBackend } from '@rapport/client/http';`,
  },
  {
    page: 'timeline',
    limit: 45_000,
    code: `import '@rapport/elements/define/provider';
           import '@rapport/elements/define/timeline';
           export { createClient } from '@rapport/client';
           export { httpBackend } from '@rapport/client/http';`,
  },
] as const;

/** Bundles each page from the built packages as an app would, and counts what it loads at once. */
export async function checkSizes(): Promise<{ passed: number; failed: number }> {
  let failed = 0;
  for (const { page, limit, code } of budgets) {
    const bytes = await measure(code).catch((error: unknown) => {
      console.error(String(error));
      return Number.NaN;
    });
    const fits = bytes <= limit;
    const share = Number.isNaN(bytes) ? 'not measured' : `${kilobytes(bytes)} of ${kilobytes(limit)} kB gzipped`;
    console.log(`${fits ? '✓' : '✗'} ${page}: ${share}`);
    if (!fits) failed += 1;
  }
  return { passed: budgets.length - failed, failed };
}

async function measure(code: string): Promise<number> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: join(root, 'test'), loader: 'js' },
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    outdir: root,
    write: false,
    metafile: true,
    legalComments: 'none',
    logLevel: 'silent',
  });
  const outputs = new Map(outputFiles.map(({ path, contents }) => [path, contents]));
  const entry = Object.keys(metafile.outputs).find((path) => metafile.outputs[path]?.entryPoint !== undefined);
  return [...loadedAtOnce(entry ?? 'stdin.js', metafile.outputs)]
    .map((path) => gzipSync(outputs.get(join(root, path)) ?? '', { level: 9 }).length)
    .reduce((sum, length) => sum + length, 0);
}

/** The entry and what it imports; what `import()` fetches on demand is not counted. */
function loadedAtOnce(
  path: string,
  outputs: Readonly<Record<string, { readonly imports: readonly { readonly path: string; readonly kind: string }[] }>>,
  seen = new Set<string>(),
): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { path: imported, kind } of outputs[path]?.imports ?? []) {
    if (kind === 'import-statement' && outputs[imported]) loadedAtOnce(imported, outputs, seen);
  }
  return seen;
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}

if (import.meta.main) process.exitCode = (await checkSizes()).failed === 0 ? 0 : 1;
