import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { fileURLToPath } from 'node:url';
import { countReporter } from './browser-tests/count-reporter.ts';
import { engines } from './browser-tests/find-browsers.ts';
import { launcher } from './browser-tests/launchers.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

// ENGINES=chromium,webkit narrows a run; without it, every engine that is installed.
const wanted = process.env.ENGINES?.split(',') ?? engines;
const launchers = [];
for (const engine of wanted) {
  const found = await launcher(engine);
  if (found) launchers.push(found);
  else console.error(`Not installed, so not tested: ${engine}`);
}

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default {
  rootDir: root,
  files: ['packages/*/src/**/*.browser.test.ts', 'test/**/*.browser.test.ts'],
  hostname: '127.0.0.1',
  nodeResolve: { exportConditions: ['rapport-source', 'browser', 'development'] },
  plugins: [
    esbuildPlugin({ ts: true, target: 'es2023', tsconfig: `${root}/tsconfig.base.json` }),
    ...launchers.flatMap(({ plugins }) => plugins),
  ],
  browsers: launchers.map(({ browser }) => browser),
  // One page at a time in each engine: a test has the focus and the clock to itself.
  concurrency: 1,
  concurrentBrowsers: 2,
  // These end what hangs; how fast a machine is, they don't measure.
  browserStartTimeout: 180_000,
  testsStartTimeout: 180_000,
  testsFinishTimeout: 600_000,
  testFramework: { config: { ui: 'bdd', timeout: 60_000 } },
  // Development builds are wanted here: they warn of mistakes.
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  reporters: [defaultReporter(), ...(process.env.TEST_COUNT_FILE ? [countReporter(process.env.TEST_COUNT_FILE)] : [])],
};
