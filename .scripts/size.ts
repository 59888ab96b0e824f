import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { basename, join, relative } from 'node:path';
import { root } from './workspace.ts';

/**
 * What a page imports, and how many gzipped bytes it may load before the reader asks for anything: `limit` is the budget, `held` what has been reached on
 * the way there. `pnpm size` fails while the budget is missed; `npm test` fails as soon as a page grows beyond what was reached. `held` only goes down.
 */
const budgets = [
  {
    page: 'provider and client',
    limit: 24_000,
    held: 29_500,
    code: `import '@rapport/elements/define/provider';
           export { createClient } from '@rapport/client';
           export { httpBackend } from '@rapport/client/http';`,
  },
  {
    page: 'timeline',
    limit: 45_000,
    held: 67_000,
    code: `import '@rapport/elements/define/provider';
           import '@rapport/elements/define/timeline';
           export { createClient } from '@rapport/client';
           export { httpBackend } from '@rapport/client/http';`,
  },
] as const;

/** Chunks that a page may never need: the composer, a message's HTML, another language, a second attempt, relative time. All others count. */
const onRequest: readonly string[] = ['composer', 'foreign-message', 'german', 'arabic', 'retrying', 'relative-time'];

type Outputs = Metafile['outputs'];

/** Bundles each page from the built packages as an app would, and counts what it loads unasked. */
export async function checkSizes(bound: 'limit' | 'held'): Promise<{ passed: number; failed: number }> {
  let failed = 0;
  for (const { page, code, ...bounds } of budgets) {
    const { limit } = bounds;
    const weight = await weigh(code).catch((error: unknown) => console.error(String(error)));
    const fits = weight !== undefined && weight.unasked <= bounds[bound];
    console.log(`${fits ? '✓' : '✗'} ${page}: ${weight ? describe(weight, limit) : 'not measured'}`);
    if (fits && weight.unasked > limit) console.log(`    over its budget, and held at ${kilobytes(bounds.held)} kB`);
    if (!fits) failed += 1;
    if (weight && !fits) {
      for (const { part, bytes } of weight.heaviest)
        console.log(`    ${kilobytes(bytes).padStart(6)} kB minified  ${part}`);
    }
  }
  return { passed: budgets.length - failed, failed };
}

interface Weight {
  readonly unasked: number;
  readonly onDemand: number;
  /** What makes up most of what is loaded unasked, before it is compressed. */
  readonly heaviest: readonly { readonly part: string; readonly bytes: number }[];
}

function describe({ unasked, onDemand }: Weight, limit: number): string {
  const later = onDemand > 0 ? `, ${kilobytes(onDemand)} kB more on demand` : '';
  return `${kilobytes(unasked)} of ${kilobytes(limit)} kB gzipped${later}`;
}

async function weigh(code: string): Promise<Weight> {
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
  const entry = Object.keys(metafile.outputs).find((path) => metafile.outputs[path]?.entryPoint === '<stdin>');
  const first = loadedUnasked(entry ?? '', metafile.outputs);
  const bytes = { unasked: 0, onDemand: 0 };
  for (const { path, contents } of outputFiles) {
    bytes[first.has(relative(root, path)) ? 'unasked' : 'onDemand'] += gzipSync(contents, { level: 9 }).length;
  }
  return { ...bytes, heaviest: heaviest([...first].map((path) => metafile.outputs[path]?.inputs ?? {})) };
}

function heaviest(inputs: readonly Readonly<Record<string, { readonly bytesInOutput: number }>>[]): Weight['heaviest'] {
  const parts = new Map<string, number>();
  for (const [path, { bytesInOutput }] of inputs.flatMap((each) => Object.entries(each))) {
    const part = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path;
    parts.set(part, (parts.get(part) ?? 0) + bytesInOutput);
  }
  return [...parts]
    .map(([part, bytes]) => ({ part, bytes }))
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, 12);
}

/** The entry and all that it fetches by itself, `import()` too, but for what waits until the reader asks for it. */
function loadedUnasked(path: string, outputs: Outputs, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { path: imported } of outputs[path]?.imports ?? []) {
    const chunk = outputs[imported];
    if (chunk && !onRequest.includes(basename(chunk.entryPoint ?? '', '.js'))) loadedUnasked(imported, outputs, seen);
  }
  return seen;
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}

if (import.meta.main) process.exitCode = (await checkSizes('limit')).failed === 0 ? 0 : 1;
