import { runCommand } from './run-command.ts';
import { tool } from './workspace.ts';

// Types, lint, format and unit tests, side by side: what is run before every commit.

const checks = [
  { name: 'types', command: tool('tsc'), args: ['-b'] },
  { name: 'lint', command: tool('oxlint'), args: ['--quiet'] },
  { name: 'lint of templates', command: tool('eslint'), args: eslintArguments() },
  { name: 'format', command: tool('oxfmt'), args: ['--check'] },
  {
    name: 'unit tests',
    command: tool('vitest'),
    args: ['run', '--project', 'unit', '--maxWorkers=100%', '--reporter=dot'],
  },
];

const results = await Promise.all(
  checks.map(async ({ name, command, args }) => ({ name, ...(await runCommand(command, args, { quiet: true })) })),
);
for (const { name, ok, milliseconds } of results) {
  console.log(`${ok ? '✓' : '✗'} ${name} (${(milliseconds / 1000).toFixed(1)} s)`);
}
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;

function eslintArguments(): string[] {
  const cache = 'node_modules/.cache/eslint/';
  return [
    '--config',
    '.config/eslint.config.mjs',
    '--cache',
    '--cache-strategy',
    'content',
    '--cache-location',
    cache,
    'packages',
    'stories',
    'examples',
    'test',
  ];
}
