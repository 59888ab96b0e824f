import { gzipSync } from 'node:zlib';
import { join, relative } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';
import { root } from './workspace.ts';

/**
 * What a page imports, and how many gzipped bytes it may load before the reader asks for anything: `limit` is the budget, `held` what has been reached on
 * the way there. `pnpm size` fails while the budget is missed; `npm test` fails as soon as a page grows beyond what was reached. `held` only goes down.
 */
const budgets = [
  {
    page: 'provider and client',
    limit: 24_000,
    held: 24_000,
    code: `import '@rapport/elements/define/provider';
           export { createClient } from '@rapport/client';
           export { httpBackend } from '@rapport/client/http';`,
  },
  {
    page: 'timeline',
    limit: 45_000,
    held: 55_600,
    code: `import '@rapport/elements/define/provider';
           import '@rapport/elements/define/timeline';
           export { createClient } from '@rapport/client';
           export { httpBackend } from '@rapport/client/http';`,
  },
  {
    page: 'deal board',
    limit: 48_000,
    held: 56_000,
    code: `import '@rapport/elements/define/provider';
           import '@rapport/elements/define/deal-board';
           export { createClient } from '@rapport/client';
           export { httpBackend } from '@rapport/client/http';`,
  },
] as const;

/**
 * Parts that a page may never need. All others count.
 * By a reader: the composer, a message's HTML, another language. By what happens: a second attempt, relative time, a query within another, a filter that the
 * backend can't answer, what other systems report. By an option of the client: what is kept on the device, and shared between windows. By a hand on a timeline or a board: leaving out,
 * looking for, moving deals. By whoever writes: what keeps and sends it, and the record types that few pages show.
 */
const onRequest: readonly string[] = [
  ...['composer', 'foreign-message', 'german', 'arabic'],
  ...['retrying', 'relative-time', 'sieve', 'reported', 'take-over'],
  ...['device', 'cache', 'among', 'sharing', 'writing', 'standard-model'],
  ...['handling', 'asking', 'lanes'],
];

type Chunk = Rolldown.OutputChunk;

/** Bundles each page from the built packages as an app made with Vite does, and counts what it loads unasked. */
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
      for (const { part, bytes } of weight.heaviest) console.log(`    ${kilobytes(bytes).padStart(6)} kB  ${part}`);
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
  const built = await build({
    root: join(root, 'test'),
    configFile: false,
    logLevel: 'silent',
    plugins: [pageOf(code)],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: { resolveDependencies: () => [] },
      rollupOptions: { input: page },
    },
  });
  const [{ output }] = [built].flat() as [Rolldown.RolldownOutput];
  const chunks = new Map(output.flatMap((each) => (each.type === 'chunk' ? [[each.fileName, each] as const] : [])));
  const first = loadedUnasked(
    [...chunks.values()].find(({ isEntry }) => isEntry),
    chunks,
  );
  const bytes = { unasked: 0, onDemand: 0 };
  for (const chunk of chunks.values())
    bytes[first.has(chunk) ? 'unasked' : 'onDemand'] += gzipSync(chunk.code, { level: 9 }).length;
  return { ...bytes, heaviest: heaviest(first) };
}

const page = join(root, 'test', 'page.js');

/** The page, and in place of Vite's help in preloading, which is not Rapport's to answer for, nothing. */
function pageOf(code: string): Plugin {
  return {
    name: 'page',
    enforce: 'pre',
    resolveId: (id) => (id === page ? id : undefined),
    load: (id) =>
      id === page
        ? code
        : id.endsWith('vite/preload-helper.js')
          ? 'export const __vitePreload = (load) => load();'
          : undefined,
  };
}

function heaviest(chunks: Iterable<Chunk>): Weight['heaviest'] {
  const parts = new Map<string, number>();
  for (const { modules } of chunks) {
    for (const [path, { renderedLength }] of Object.entries(modules)) {
      const part = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? relative(root, path);
      parts.set(part, (parts.get(part) ?? 0) + renderedLength);
    }
  }
  return [...parts]
    .map(([part, bytes]) => ({ part, bytes }))
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, 12);
}

/** The entry and all that it fetches by itself, `import()` too, but for what waits until the reader asks for it. */
function loadedUnasked(
  chunk: Chunk | undefined,
  chunks: ReadonlyMap<string, Chunk>,
  seen = new Set<Chunk>(),
): Set<Chunk> {
  if (!chunk || seen.has(chunk)) return seen;
  seen.add(chunk);
  for (const name of chunk.imports) loadedUnasked(chunks.get(name), chunks, seen);
  for (const name of chunk.dynamicImports) {
    const later = chunks.get(name);
    if (later && !onRequest.includes(later.name)) loadedUnasked(later, chunks, seen);
  }
  return seen;
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}

if (import.meta.main) process.exitCode = (await checkSizes('limit')).failed === 0 ? 0 : 1;
