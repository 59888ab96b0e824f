import type { Browser, Page } from 'puppeteer-core';
import type { MutationResult } from '@rapport/core';
import { waitWithin } from '../within-element.ts';

export interface PageSession {
  readonly url: string;
  readonly token: string;
  readonly user: string;
}

/** A column as it is on the screen. */
export interface ShownColumn {
  readonly stage: string;
  readonly deals: readonly string[];
  readonly count: number;
  /** In whole units of the currency. */
  readonly amount: number;
}

/** A window on the ERP's sales page, with a board in it that somebody works on. */
export class BoardWindow {
  readonly page: Page;
  /** What the page's content security policy, or a script of it, complained of. */
  readonly complaints: string[] = [];
  /** What the server said to this window's writes. */
  readonly outcomes = new Map<string, number>();
  /** Writes that the server has not answered yet. */
  #unanswered = 0;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, address: string, session: PageSession): Promise<BoardWindow> {
    const page = await (await browser.createBrowserContext()).newPage();
    const opened = new BoardWindow(page);
    page.on('pageerror', (error) => opened.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') opened.complaints.push(message.text());
    });
    page.on('request', (request) => {
      if (isPush(request)) opened.#unanswered += 1;
    });
    page.on('requestfinished', (request) => {
      if (!isPush(request)) return;
      void request
        .response()
        ?.json()
        .then((body: { readonly results?: readonly MutationResult[] }) => {
          opened.#unanswered -= 1;
          for (const result of body.results ?? []) opened.#count(result);
        });
    });
    // Whom the ERP's own server says is signed in.
    await page.evaluateOnNewDocument(
      (who) => {
        const real = globalThis.fetch.bind(globalThis);
        globalThis.fetch = (input, init) =>
          input === '/session' ? Promise.resolve(Response.json(who)) : real(input, init);
        addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
          console.error(`Violates ${effectiveDirective}: ${blockedURI} ${sample}`),
        );
      },
      { account: `main/${session.user}`, ...session },
    );
    // High enough that no card is left out of the document.
    await page.setViewport({ width: 1_800, height: 2_600 });
    await page.goto(new URL('sales.html', address).href);
    await page.$eval('crm-deal-board', (board) => board.setAttribute('collapsed', 'none'));
    await waitWithin(page, 'crm-deal-board', '[part=card]');
    return opened;
  }

  #count(result: MutationResult): void {
    const outcome = result.status === 'refused' ? result.refusal.code : result.status;
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
  }

  get isAnswered(): boolean {
    return this.#unanswered === 0;
  }

  columns(): Promise<readonly ShownColumn[]> {
    return this.page.$$eval('crm-deal-board >>> [part=column]', (columns) =>
      columns.map((column) => ({
        stage: column.getAttribute('data-column') ?? '',
        deals: [...column.querySelectorAll('[data-deal]')].map((card) => card.getAttribute('data-deal') ?? ''),
        count: Number(column.querySelector('h3 .muted')?.textContent?.replaceAll(/\D/g, '') ?? Number.NaN),
        amount: Number(
          column
            .querySelector('.sum bdi')
            ?.getAttribute('title')
            ?.replaceAll(/[^\d.]/g, '') ?? Number.NaN,
        ),
      })),
    );
  }

  /** Drags a card with the mouse into a column, to a height of it between 0, its top, and 1. */
  async drag(deal: string, stage: string, height: number): Promise<void> {
    const from = await this.#middle(`[data-deal="${deal}"]`);
    const column = await this.#box(`[data-column="${stage}"] .cards`);
    if (!from || !column) return;
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    const to = {
      x: column.x + column.width / 2,
      y: column.y + 4 + height * Math.max(0, Math.min(column.height, 1_400)),
    };
    await mouse.move(to.x, to.y, { steps: 4 });
    await mouse.up();
  }

  /** Moves a card by the menu on it. */
  async chooseInMenu(deal: string, stageName: string): Promise<void> {
    const button = await this.#middle(`[data-deal="${deal}"] .more`);
    if (!button) return;
    await this.page.mouse.click(button.x, button.y);
    const item = await this.page.evaluate((name) => {
      const menu = document.querySelector('crm-deal-board')?.shadowRoot?.querySelector('[role=menu]');
      const items = [...(menu?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
      const found = items.find((each) => each.textContent?.trim() === name && each.ariaDisabled !== 'true');
      if (found) found.click();
      return Boolean(found);
    }, stageName);
    if (!item) await this.page.keyboard.press('Escape');
  }

  /** Grabs a card by keys, moves it sideways and up or down, and drops it. */
  async carryByKeys(deal: string, columns: number, rows: number): Promise<void> {
    const isThere = await this.page.evaluate((id) => {
      const card = document
        .querySelector('crm-deal-board')
        ?.shadowRoot?.querySelector<HTMLElement>(`[data-deal="${id}"]`);
      card?.focus();
      return Boolean(card);
    }, deal);
    if (!isThere) return;
    const { keyboard } = this.page;
    await keyboard.press('Space');
    for (let step = 0; step < Math.abs(columns); step++) await keyboard.press(columns < 0 ? 'ArrowLeft' : 'ArrowRight');
    for (let step = 0; step < Math.abs(rows); step++) await keyboard.press(rows < 0 ? 'ArrowUp' : 'ArrowDown');
    await keyboard.press('Space');
  }

  /** Answers what the board asks for, where it asks. Gives whether it did. */
  async answer(willing: boolean): Promise<boolean> {
    const asked = await this.page.evaluate((fill) => {
      const dialog = document.querySelector('crm-deal-board')?.shadowRoot?.querySelector('dialog.ask');
      if (!dialog) return false;
      for (const input of dialog.querySelectorAll<HTMLInputElement>('input[type=text], input:not([type])'))
        if (input.value === '') input.value = 'Spectrometer';
      for (const choice of dialog.querySelectorAll<HTMLSelectElement>('select'))
        choice.value = [...choice.options].findLast(({ value }) => value !== '')?.value ?? '';
      const radio = dialog.querySelector<HTMLInputElement>('input[type=radio]');
      radio?.click();
      const submit = fill ? dialog.querySelector<HTMLElement>('[type=submit]') : null;
      (submit ?? dialog.querySelector<HTMLElement>('.actions [type=button]'))?.click();
      return true;
    }, willing);
    return asked;
  }

  async #box(selector: string): Promise<DOMRect | undefined> {
    return this.page.evaluate((wanted) => {
      const found = document.querySelector('crm-deal-board')?.shadowRoot?.querySelector(wanted);
      return found ? (found.getBoundingClientRect().toJSON() as DOMRect) : undefined;
    }, selector);
  }

  async #middle(selector: string): Promise<{ readonly x: number; readonly y: number } | undefined> {
    const box = await this.#box(selector);
    return box && { x: box.x + box.width / 2, y: box.y + Math.min(20, box.height / 2) };
  }
}

const isPush = (request: { url(): string; method(): string }): boolean =>
  request.url().endsWith('/v1/push') && request.method() === 'POST';
