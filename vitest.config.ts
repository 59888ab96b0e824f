import { defineConfig } from 'vitest/config';

// Everything runs from source: this condition of the `exports` maps leads to src/*.ts.
const conditions = ['rapport-source', 'module', 'node'];
const resolve = { conditions };
const ssr = { resolve: { conditions, externalConditions: ['rapport-source', 'node', 'module-sync'] } };

const setupFiles = ['test/properties.ts'];
// Limits end what hangs; how fast something is, they don't measure: a busy machine takes its time.
const testTimeout = 120_000;
const hookTimeout = 120_000;
const expect = { poll: { timeout: 30_000 } };
const ignored = ['**/node_modules/**', '**/build/**', '**/dist/**', '**/*.browser.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        // What is quick. Files share their processes, so that a library is loaded once and not for each of them: a test leaves nothing behind that
        // another file would find.
        resolve,
        ssr,
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'test/arrows.test.ts'],
          exclude: [...ignored, '**/*.pg.test.ts', '**/*.integration.test.ts'],
          environment: 'node',
          isolate: false,
          setupFiles,
          testTimeout,
          hookTimeout,
          expect,
        },
      },
      {
        // Packages together, whole processes, drawn histories: left out of the quick check.
        resolve,
        ssr,
        test: {
          name: 'integration',
          include: ['packages/*/src/**/*.integration.test.ts', 'test/**/*.test.ts'],
          exclude: [...ignored, '**/*.pg.test.ts', 'test/arrows.test.ts', 'test/e2e/**'],
          environment: 'node',
          setupFiles,
          testTimeout,
          hookTimeout,
          expect,
        },
      },
      {
        // A real server and a real browser, as a person would use them.
        resolve,
        ssr,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ignored,
          environment: 'node',
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect,
        },
      },
      {
        // A real PostgreSQL is started only when a test of this project runs.
        resolve,
        ssr,
        test: {
          name: 'postgres',
          include: ['packages/*/src/**/*.pg.test.ts', 'test/**/*.pg.test.ts'],
          exclude: ignored,
          environment: 'node',
          setupFiles,
          globalSetup: ['test/postgres/vitest-setup.ts'],
          testTimeout,
          hookTimeout,
          expect,
        },
      },
    ],
  },
});
