import { join } from 'node:path';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumFlags, chromiumPath } from '../.config/browser-tests/find-browsers.ts';

process.env['STORYBOOK_DISABLE_TELEMETRY'] = '1';

const executablePath = chromiumPath();

// Every story is rendered, its play function run and its accessibility checked, in Chromium.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [await storybookTest({ configDir: join(import.meta.dirname, '.storybook') })],
  test: {
    name: 'stories',
    testTimeout: 60_000,
    passWithNoTests: true,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: { ...(executablePath && { executablePath }), args: [...chromiumFlags] },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
