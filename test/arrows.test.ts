import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Who may import whom. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  core: [],
  client: ['core'],
  elements: ['core', 'client'],
  server: ['core'],
  conformance: ['core', 'client'],
};

/** All that core stands on: values and their arithmetic. */
const coreLibraries = ['zod/mini', 'dinero.js'];

interface Import {
  readonly file: string;
  readonly specifier: string;
}

const manifests = new Map(Object.keys(arrows).map((name) => [name, manifestOf(`packages/${name}`)]));

/** Whether a source is published: tests and what only they use are not. */
const isShipped = (file: string): boolean => !file.endsWith('.test.ts') && !file.split(sep).includes('testing');

for (const [name, allowed] of Object.entries(arrows)) {
  describe(`@rapport/${name}`, () => {
    const all = importsIn(`packages/${name}/src/**/*.ts`);
    const shipped = all.filter(({ file }) => isShipped(file));

    test(`imports of Rapport only: ${allowed.join(', ') || 'nothing'}`, () => {
      const packages = [...allowed, name].map((each) => `@rapport/${each}`);
      const wrong = shipped.filter(
        ({ specifier }) => specifier.startsWith('@rapport/') && !packages.includes(packageOf(specifier)),
      );
      expect(wrong).toEqual([]);
    });

    test('stays inside its own folder', () => {
      const source = join('packages', name, 'src') + sep;
      const wrong = all.filter((each) => isRelative(each) && !targetOf(each).startsWith(source));
      expect(wrong).toEqual([]);
    });

    test('goes into a folder by its door', () => {
      const source = join('packages', name, 'src');
      const doors = entrySources(name);
      const wrong = all.filter(isRelative).filter((each) => {
        const target = relative(source, targetOf(each));
        const folder = folderOf(target);
        return folder !== '' && folder !== folderOf(relative(source, each.file)) && !isDoor(target, folder, doors);
      });
      expect(wrong).toEqual([]);
    });

    test('declares what it imports', () => {
      const declared = Object.keys({ ...manifests.get(name)?.dependencies, ...manifests.get(name)?.peerDependencies });
      const wrong = shipped.filter(
        (each) =>
          !isRelative(each) &&
          !each.specifier.startsWith('node:') &&
          ![...declared, `@rapport/${name}`].includes(packageOf(each.specifier)),
      );
      expect(wrong).toEqual([]);
    });
  });
}

test('core stands on zod/mini and small value libraries alone', () => {
  const wrong = importsIn('packages/core/src/**/*.ts').filter(
    (each) =>
      isShipped(each.file) &&
      !isRelative(each) &&
      !coreLibraries.some((library) => each.specifier === library || each.specifier.startsWith(`${library}/`)),
  );
  expect(wrong).toEqual([]);
});

test('what a browser loads has no need of Node', () => {
  const wrong = importsIn('packages/{core,client,elements}/src/**/*.ts').filter(
    ({ file, specifier }) => isShipped(file) && specifier.startsWith('node:'),
  );
  expect(wrong).toEqual([]);
});

describe.each(['examples/*', 'stories', 'test'])('%s', (folder) => {
  const imports = importsIn(`${folder}/**/*.ts`);

  test('comes in by public entries only', () => {
    const packages = `packages${sep}`;
    const wrong = imports.filter((each) =>
      isRelative(each) ? targetOf(each).startsWith(packages) : !isPublicEntry(each.specifier),
    );
    expect(wrong).toEqual([]);
  });
});

function importsIn(pattern: string): Import[] {
  return globSync(pattern, { cwd: root, exclude: (path) => /(^|[\\/])(node_modules|build|dist)([\\/]|$)/.test(path) })
    .filter((file) => !file.endsWith('.d.ts'))
    .flatMap((file) =>
      ts
        .preProcessFile(readFileSync(join(root, file), 'utf8'), true, true)
        .importedFiles.map(({ fileName }) => ({ file, specifier: fileName })),
    );
}

function isRelative({ specifier }: Import): boolean {
  return specifier.startsWith('.') || specifier.startsWith('/');
}

/** Path from the root of what a relative import leads to. */
function targetOf({ file, specifier }: Import): string {
  return join(dirname(file), specifier);
}

/** `@rapport/core/filter` → `@rapport/core`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The first folder of a path inside `src`; empty for a file that lies in `src` itself. */
function folderOf(path: string): string {
  const parts = path.split(sep);
  return parts.length > 1 ? parts[0]! : '';
}

function isDoor(target: string, folder: string, entries: readonly string[]): boolean {
  return target === join(folder, 'index.ts') || entries.includes(target);
}

interface Manifest {
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;
}

/** The files in `src` that the `exports` map opens. */
function entrySources(name: string): string[] {
  return Object.values(manifests.get(name)?.exports ?? {}).flatMap((target) =>
    typeof target === 'string' ? [] : [relative('src', target['rapport-source'] ?? '')],
  );
}

/** Whether an import of a Rapport package is in its `exports` map; other packages are not judged. */
function isPublicEntry(specifier: string): boolean {
  const name = packageOf(specifier).replace('@rapport/', '');
  const entries = manifests.get(name)?.exports;
  if (!specifier.startsWith('@rapport/') || !entries) return true;
  const entry = specifier.replace(`@rapport/${name}`, '.');
  return Object.keys(entries).some((each) =>
    each.endsWith('/*') ? entry.startsWith(each.slice(0, -1)) : each === entry,
  );
}
