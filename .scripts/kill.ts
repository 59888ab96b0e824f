import { parseArgs } from 'node:util';
import { runCommand } from './run-command.ts';
import { tool } from './workspace.ts';

// `pnpm kill [--times N] [--servers N]`: kills real browsers and servers in the middle of writing, so often, and counts what was lost, doubled or torn.

const { values } = parseArgs({
  options: { times: { type: 'string', default: '300' }, servers: { type: 'string', default: '50' } },
});
const { ok } = await runCommand(tool('vitest'), ['run', '--project', 'e2e', 'test/e2e/kill/kill-'], {
  env: { KILLS: values.times, SERVER_KILLS: values.servers },
  // Each has its own limit, by how often it kills.
  timeout: 24 * 3_600_000,
});
process.exitCode = ok ? 0 : 1;
