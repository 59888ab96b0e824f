import { existsSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** In the order in which they may depend on each other. */
export const packageNames = ['core', 'client', 'elements', 'server', 'conformance'] as const;

export interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly engines?: Readonly<Record<string, string>>;
}

export interface Entry {
  /** Place in `dist` without an extension: `define/timeline`. */
  readonly name: string;
  readonly source: string;
  /** What `tsc -b` makes of the source. */
  readonly script: string;
  readonly types: string;
}

export interface Package {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
  readonly entries: readonly Entry[];
  /** Whether an import belongs to another package. */
  isExternal(id: string): boolean;
}

export const packages: readonly Package[] = packageNames.map((name) => readPackage(join(root, 'packages', name)));

function readPackage(folder: string): Package {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  return {
    name: basename(folder),
    folder,
    manifest,
    entries: Object.values(manifest.exports).flatMap((target) => entryOf(folder, target)),
    isExternal: (id) =>
      id.startsWith('node:') || dependencies.some((dependency) => id === dependency || id.startsWith(`${dependency}/`)),
  };
}

function entryOf(folder: string, target: Manifest['exports'][string]): Entry[] {
  if (typeof target === 'string') return [];
  const source = target['rapport-source'];
  const output = target['default'];
  if (source === undefined || output === undefined) return [];
  const built = join(folder, 'build', relative('src', source).replace(/\.ts$/, ''));
  return [
    {
      name: relative('dist', output).replace(/\.js$/, ''),
      source: join(folder, source),
      script: `${built}.js`,
      types: `${built}.d.ts`,
    },
  ];
}

/** The path of a tool that the root has installed. */
export function tool(name: string): string {
  const path = join(root, 'node_modules', '.bin', name);
  if (!existsSync(path)) throw new Error(`${name} is not installed: run \`pnpm install\``);
  return path;
}
