import type { Page } from 'puppeteer-core';

/** How long is waited for what is to come: it ends what hangs, and leaves time to a machine that is busy with other things. Milliseconds. */
export const patience = 60_000;

/**
 * Waits until an element of the page has drawn something in its shadow root.
 * Puppeteer's own waiting watches for changes of the document, and sees none within a shadow root: what an element draws last, it would never notice.
 */
export async function waitWithin(page: Page, element: string, selector: string): Promise<void> {
  await page.waitForFunction(
    (host, wanted) => Boolean(document.querySelector(host)?.shadowRoot?.querySelector(wanted)),
    { timeout: patience, polling: 50 },
    element,
    selector,
  );
}

/** Clicks something within an element as soon as it is there. */
export async function clickWithin(page: Page, element: string, selector: string): Promise<void> {
  await waitWithin(page, element, selector);
  await page.locator(`${element} >>> ${selector}`).click();
}
