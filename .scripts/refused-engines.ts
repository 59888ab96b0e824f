import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { subset } from 'semver';
import type { Manifest } from './workspace.ts';

/** Why a package does not run on every Node that its manifest names: what it depends on, directly, refuses some of them. */
export function refusedEngines(folder: string, manifest: Manifest): string[] {
  const own = manifest.engines?.['node'];
  if (own === undefined) return [`${manifest.name} does not say which Node it runs on: add "engines".`];
  return Object.keys(manifest.dependencies ?? {}).flatMap((dependency) => {
    const file = join(folder, 'node_modules', dependency, 'package.json');
    const { engines } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
    const theirs = engines?.['node'] ?? '*';
    return subset(own, theirs)
      ? []
      : [`${manifest.name} is said to run on Node ${own}, but ${dependency} takes ${theirs}.`];
  });
}
