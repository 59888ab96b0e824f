import { launch, type Browser, type Page } from 'puppeteer-core';
import { chromiumFlags, chromiumPath } from '../../.config/browser-tests/find-browsers.ts';
import { clickWithin, patience } from './within-element.ts';

/** The system's Chromium, without a window. With a profile's folder, what it keeps is there for the next one. */
export function openBrowser(profile?: string): Promise<Browser> {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('No Chromium was found: `npm test` installs one.');
  return launch({
    executablePath,
    args: [...chromiumFlags],
    headless: true,
    ...(profile ? { userDataDir: profile } : {}),
  });
}

/** A window on the ERP's screen, used as a person would: by what is written on it. */
export class ErpWindow {
  readonly page: Page;
  /** What the page's content security policy, or a script of it, complained of. */
  readonly complaints: string[] = [];

  private constructor(page: Page) {
    this.page = page;
  }

  /** `watch` is told of the page before it loads. Each window is a visitor of its own, but for those of the browser's profile. */
  static async open(
    browser: Browser,
    url: string,
    watch?: (page: Page) => void,
    of: 'visitor' | 'profile' = 'visitor',
  ): Promise<ErpWindow> {
    const page = await (of === 'profile' ? browser : await browser.createBrowserContext()).newPage();
    watch?.(page);
    const opened = new ErpWindow(page);
    page.on('pageerror', (error) => opened.complaints.push(String(error)));
    page.on('console', (message) => {
      // A server that is stopped is part of the test; what the browser says of it is not a complaint.
      if (
        message.type() === 'error' &&
        !/ERR_(CONNECTION_REFUSED|INCOMPLETE|EMPTY_RESPONSE|CONNECTION_RESET)/.test(message.text())
      ) {
        opened.complaints.push(message.text());
      }
    });
    await page.evaluateOnNewDocument(() => {
      addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
        console.error(`Violates ${effectiveDirective}: ${blockedURI} ${sample}`),
      );
    });
    await page.setViewport({ width: 1_440, height: 900 });
    await page.goto(url);
    return opened;
  }

  /** Waits until the timeline says something. */
  async waitForText(text: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => document.querySelector('crm-timeline')?.shadowRoot?.textContent?.includes(wanted),
      { timeout: patience, polling: 50 },
      text,
    );
  }

  /** Waits until it says it no more. */
  async waitUntilGone(text: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => document.querySelector('crm-timeline')?.shadowRoot?.textContent?.includes(wanted) === false,
      { timeout: patience, polling: 50 },
      text,
    );
  }

  /** Writes a call down in the timeline's composer. */
  async logCall(said: string): Promise<void> {
    await clickWithin(this.page, 'crm-timeline', '.compose');
    await clickWithin(this.page, 'crm-timeline', 'input[value=call]');
    await this.page.locator('crm-timeline >>> #entry-text').fill(said);
    await clickWithin(this.page, 'crm-timeline', 'button[type=submit]');
  }

  /** Waits until the page's sync status says something. */
  async waitForStatus(text: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => document.querySelector('crm-sync-status')?.shadowRoot?.textContent?.includes(wanted),
      { timeout: patience, polling: 50 },
      text,
    );
  }

  /** The titles and texts of the items, from the top. */
  items(): Promise<string[]> {
    return this.page.$$eval('crm-timeline >>> [role=article]', (articles) =>
      articles.map((article) => article.textContent ?? ''),
    );
  }
}
