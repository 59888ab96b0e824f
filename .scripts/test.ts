import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build } from './build.ts';
import { installBrowsers } from './install-browsers.ts';
import { checkPacks } from './pack-check.ts';
import { type CommandResult, endAll, runCommand } from './run-command.ts';
import { checkSizes } from './size.ts';
import { root, tool } from './workspace.ts';

// Everything that has to hold. The last line but for the missing engines is `N passed, N failed`.

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped?: number;
  /** What went wrong, said again below all that the runners print. */
  readonly faults?: readonly string[];
}

const interrupt = (): void => void endAll().then(() => process.exit(130));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
process.on('disconnect', interrupt);

const minutes = 60_000;
/** However much hangs, the run is over by then, and says what hung. */
const wholeRun = 85 * minutes;
/** More than a runner takes on a busy machine. One that hangs leaves time for the others. */
const oneRunner = 40 * minutes;
const counts = join(root, 'node_modules', '.cache', 'rapport', 'counts');
const missing = await installBrowsers();
await rm(counts, { recursive: true, force: true });
await mkdir(counts, { recursive: true });

const steps: readonly { readonly name: string; run(): Promise<Count> }[] = [
  { name: 'types', run: () => check('tsc', ['-b']) },
  { name: 'lint', run: () => check('oxlint', ['--quiet']) },
  {
    name: 'lint of templates',
    run: () => check('eslint', ['--config', '.config/eslint.config.mjs', 'packages', 'stories', 'examples', 'test']),
  },
  { name: 'format', run: () => check('oxfmt', ['--check']) },
  { name: 'build', run: async () => one(await build()) },
  { name: 'packages as published', run: checkPacks },
  { name: 'sizes', run: () => checkSizes('held') },
  { name: 'unit tests', run: () => vitest('unit', ['--project', 'unit', '--maxWorkers=100%']) },
  { name: 'integration tests', run: () => vitest('integration', ['--project', 'integration', '--maxWorkers=100%']) },
  { name: 'PostgreSQL tests', run: () => vitest('postgres', ['--project', 'postgres', '--maxWorkers=100%']) },
  { name: 'end to end', run: () => vitest('e2e', ['--project', 'e2e', '--maxWorkers=1']) },
  { name: 'elements in browsers', run: browserTests },
  { name: 'stories', run: () => vitest('stories', ['--config', 'stories/vitest.config.ts']) },
];

let passed = 0;
let failed = 0;
let skipped = 0;
const summary: string[] = [];
for (const { name, run } of steps) {
  console.log(`\n── ${name}`);
  const started = performance.now();
  const count = await run().catch((error: unknown) => {
    console.error(error);
    return one(false);
  });
  passed += count.passed;
  failed += count.failed;
  skipped += count.skipped ?? 0;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  summary.push(
    `${count.failed === 0 ? '✓' : '✗'} ${name}: ${count.passed} passed, ${count.failed} failed (${seconds} s)`,
    ...(count.faults ?? []).map((fault) => `    ${fault}`),
  );
}

console.log(`\n── all\n${summary.join('\n')}`);
if (skipped > 0) console.log(`${skipped} skipped`);
for (const engine of missing) console.log(`Not available, so not tested: ${engine}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function one(ok: boolean): Count {
  return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function check(name: string, args: readonly string[]): Promise<Count> {
  return one((await runCommand(tool(name), args, { timeout: 5 * minutes })).ok);
}

/** Milliseconds that a runner may take which starts now. */
function timeLeft(): number {
  return Math.max(minutes, Math.min(oneRunner, wholeRun - performance.now()));
}

/** A runner that fails without naming a failed test (a crash, a time-out, no report) counts as one failure, and its last words are kept. */
function judged({ ok, timedOut, lastWords }: CommandResult, count: Count | undefined): Count {
  const known = count ?? { passed: 0, failed: 0 };
  if (ok || known.failed > 0) return known;
  return {
    ...known,
    failed: 1,
    faults: [timedOut ? 'ended for taking too long, after:' : 'failed after:', ...lastWords],
  };
}

interface VitestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

async function vitest(name: string, args: readonly string[]): Promise<Count> {
  const file = join(counts, `${name}.json`);
  const open = join(counts, `${name}.open.json`);
  const reporters = ['default', 'json', './.scripts/open-test-files.ts'].map((each) => `--reporter=${each}`);
  const result = await runCommand(tool('vitest'), ['run', ...args, ...reporters, `--outputFile.json=${file}`], {
    env: { OPEN_TEST_FILES: open },
    timeout: timeLeft(),
    remembered: 12,
  });
  const report = await readReport<VitestReport>(file);
  const count = report && {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests,
    faults: faultsOf(report),
  };
  // A file whose set-up fails has no failed tests, only ones that were not run: the report says that it is no success.
  const judgement = judged({ ...result, ok: result.ok && report?.success === true }, count);
  if (!result.timedOut) return judgement;
  const unended = (await readReport<string[]>(open)) ?? [];
  return { ...judgement, faults: [`not ended: ${unended.join(', ')}`, ...(judgement.faults ?? [])] };
}

function faultsOf({ testResults }: VitestReport): readonly string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((each) => each.status === 'failed');
    const told = failed.map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages.join(' ')}`);
    if (told.length === 0 && status === 'failed') told.push(message);
    return told.map((fault) => `${relative(root, name)}: ${fault.replaceAll(/\s+/g, ' ').slice(0, 600)}`);
  });
}

async function browserTests(): Promise<Count> {
  const file = join(counts, 'browsers.json');
  const result = await runCommand(tool('wtr'), ['--config', '.config/web-test-runner.config.mjs'], {
    env: { TEST_COUNT_FILE: file },
    timeout: timeLeft(),
    remembered: 12,
  });
  return judged(result, await readReport<Count>(file));
}

async function readReport<Report>(file: string): Promise<Report | undefined> {
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Report) : undefined;
}
