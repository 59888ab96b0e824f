import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './workspace.ts';

// `pnpm bench NAME [--json]` runs test/bench/NAME.bench.ts in this process: on source, with `--expose-gc`.

const folder = join(root, 'test', 'bench');
const names = globSync('*.bench.ts', { cwd: folder })
  .map((file) => basename(file, '.bench.ts'))
  .toSorted();
const name = process.argv.slice(2).find((argument) => !argument.startsWith('-'));

if (name !== undefined && names.includes(name)) {
  await import(pathToFileURL(join(folder, `${name}.bench.ts`)).href);
} else {
  console.error(`Which benchmark? ${names.join(', ') || 'There is none yet.'}\n\n  pnpm bench NAME [--json]`);
  process.exitCode = 1;
}
