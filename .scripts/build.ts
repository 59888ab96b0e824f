import { existsSync, globSync, statSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import minifyTemplates from '@lit-labs/rollup-plugin-minify-html-literals';
import { build as bundle } from 'esbuild';
import { type InputPluginOption, type LogLevel, rollup, type RollupLog } from 'rollup';
import dts from 'rollup-plugin-dts';
import { describeElements } from './describe-elements.ts';
import { runCommand } from './run-command.ts';
import { type Entry, type Package, packages, root, tool } from './workspace.ts';

/** Builds the packages named, or all: `tsc -b`, then one file an entry of the `exports` map, and its types. */
export async function build(names: readonly string[] = []): Promise<boolean> {
  const chosen = packages.filter(({ name }) => names.length === 0 || names.includes(name));
  const compiled = await runCommand(tool('tsc'), ['-b', ...chosen.map(({ folder }) => folder)]);
  if (!compiled.ok) return false;
  let complete = true;
  for (const each of chosen) complete = (await buildPackage(each)) && complete;
  return complete;
}

/** Builds the packages named only if a source is newer than the last build of them that was complete. */
export async function buildIfNeeded(names: readonly string[]): Promise<boolean> {
  const stamp = join(root, 'node_modules', '.cache', 'rapport', `built-${names.join('-')}`);
  const sources = globSync(`packages/{${names.join(',')}}/{package.json,src/**/*}`, { cwd: root });
  const newest = Math.max(...sources.map((file) => statSync(join(root, file)).mtimeMs));
  const present = names.every((name) => existsSync(join(root, 'packages', name, 'dist', 'index.js')));
  if (present && existsSync(stamp) && statSync(stamp).mtimeMs > newest) return true;
  console.log('Building …');
  if (!(await build(names))) return false;
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, '');
  return true;
}

async function buildPackage(each: Package): Promise<boolean> {
  const started = performance.now();
  const missing = each.entries.filter(({ source }) => !existsSync(source));
  for (const { source } of missing) console.error(`${each.manifest.name}: no ${relative(root, source)}`);
  const entries = each.entries.filter(({ source }) => existsSync(source));
  const output = join(each.folder, 'dist');
  await rm(output, { recursive: true, force: true });
  await bundleScripts(each, entries, output);
  await bundleTypes(each, entries, output);
  if (each.name === 'elements') {
    await bundleForPages(entries, output);
    await describeElements(relative(each.folder, output));
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${each.manifest.name}: ${entries.length} entries in ${seconds} s`);
  return missing.length === 0;
}

async function bundleScripts(each: Package, entries: readonly Entry[], output: string): Promise<void> {
  const result = await rollup({
    input: Object.fromEntries(entries.map(({ name, script }) => [name, script])),
    external: each.isExternal,
    plugins: [mapsToSource, closedTags, shortTemplates],
    // What registers an element is all there is that is imported for its effects.
    treeshake: { moduleSideEffects: (id) => basename(id).startsWith('define') },
    onLog: refuseUnresolved,
  });
  await result.write({
    dir: output,
    format: 'es',
    sourcemap: true,
    entryFileNames: '[name].js',
    // A file a module: an app's bundler then leaves out, or loads later, what its page does not use.
    manualChunks: (id) => relative(join(each.folder, 'build'), id).replace(/(\/index)?\.js$/, ''),
    chunkFileNames: 'shared/[name].js',
    hoistTransitiveImports: false,
  });
  await result.close();
}

/** Hands the compiler's maps on, so that those in `dist` lead to the TypeScript. */
const mapsToSource: InputPluginOption = {
  name: 'maps-to-source',
  async load(id) {
    const [code, map] = await Promise.all([readFile(id, 'utf8'), readFile(`${id}.map`, 'utf8')]);
    return { code, map };
  },
};

/** Lit takes `=${…}/>` for the end of a tag; what shortens markup takes the slash for a part of the value, as HTML has it. */
const closedTags: InputPluginOption = {
  name: 'closed-tags',
  transform: (code) => ({ code: code.replaceAll('}/>', '} />'), map: null }),
};

/** No app's minifier looks into a template: styles and markup are shortened here. White space becomes one blank, never none: between words it is seen. */
const shortTemplates = minifyTemplates({
  failOnError: true,
  options: {
    minifyOptions: {
      caseSensitive: true,
      collapseWhitespace: true,
      conservativeCollapse: true,
      // Without it, what follows a shape in a picture would be inside it.
      keepClosingSlash: true,
    },
  },
});

async function bundleTypes(each: Package, entries: readonly Entry[], output: string): Promise<void> {
  const result = await rollup({
    input: Object.fromEntries(entries.map(({ name, types }) => [name, types])),
    external: each.isExternal,
    plugins: [dts() as InputPluginOption],
    onLog: refuseUnresolved,
  });
  await result.write({
    dir: output,
    format: 'es',
    entryFileNames: '[name].d.ts',
    chunkFileNames: 'shared/[name].d.ts',
  });
  await result.close();
}

/**
 * One minified file an element, for a page that has no bundler. What several need is in files they share: a page may have but one copy of lit, whose
 * policy for Trusted Types can't be made twice.
 */
async function bundleForPages(entries: readonly Entry[], output: string): Promise<void> {
  const definitions = entries.filter(({ name }) => name.startsWith('define/'));
  if (definitions.length === 0) return;
  await bundle({
    entryPoints: Object.fromEntries(definitions.map(({ name, source }) => [basename(name), source])),
    outdir: join(output, 'cdn'),
    chunkNames: 'shared/[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['rapport-source'],
    legalComments: 'none',
    logLevel: 'warning',
  });
}

function refuseUnresolved(_level: LogLevel, warning: RollupLog): void {
  if (warning.code === 'UNRESOLVED_IMPORT') throw new Error(`${warning.message}. Is it a dependency of the package?`);
  // A file a module keeps the order of execution that the sources have, cycles too.
  const isHarmless = ['CYCLIC_CROSS_CHUNK_REEXPORT', 'EMPTY_BUNDLE', 'CIRCULAR_DEPENDENCY'].includes(
    warning.code ?? '',
  );
  if (!isHarmless) console.warn(warning.message);
}

if (import.meta.main) process.exitCode = (await build(process.argv.slice(2))) ? 0 : 1;
