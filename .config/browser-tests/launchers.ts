import type { BrowserLauncher, TestRunnerPlugin } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import { chromiumFlags, type Engine, findBrowser, type FoundBrowser } from './find-browsers.ts';
import { webKitDriver } from './webkit-driver.ts';

export interface Launcher {
  readonly browser: BrowserLauncher;
  readonly plugins: readonly TestRunnerPlugin[];
}

/** What runs tests in this engine, or nothing where the engine is not installed. */
export async function launcher(engine: Engine): Promise<Launcher | undefined> {
  const found = findBrowser(engine);
  return found && launch(found);
}

async function launch(found: FoundBrowser): Promise<Launcher> {
  switch (found.kind) {
    case 'chromium':
      return {
        browser: chromeLauncher({ launchOptions: { executablePath: found.path, args: [...chromiumFlags] } }),
        plugins: [],
      };
    case 'firefox':
      return {
        browser: puppeteerLauncher({
          launchOptions: { browser: 'firefox', executablePath: found.path, headless: true },
        }),
        plugins: [],
      };
    case 'webkit-driver': {
      const driver = await webKitDriver(found.driver, found.display);
      return {
        browser: webdriverLauncher({
          hostname: '127.0.0.1',
          port: driver.port,
          path: '/',
          capabilities: {
            browserName: 'MiniBrowser',
            'wdio:enforceWebDriverClassic': true,
            'webkitgtk:browserOptions': { binary: found.browser, args: ['--automation'] },
          } as WebdriverIO.Capabilities,
        }) as BrowserLauncher,
        plugins: [{ name: 'webkit-driver', serverStart: () => driver.start(), serverStop: () => driver.stop() }],
      };
    }
    case 'playwright':
      return { browser: playwrightLauncher({ product: found.engine }), plugins: [] };
  }
}
