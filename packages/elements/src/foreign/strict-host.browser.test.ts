import { aTimeout, expect } from '@open-wc/testing';
import { byRole, findByRole, findText, type, until, type strictPage } from '../testing/index.ts';

// `'self'` by its name: Firefox takes it for nobody in a page that has no address of its own, as the one here.
const self = location.origin;
const policy = `default-src ${self}; style-src ${self}; script-src ${self}; require-trusted-types-for 'script'; trusted-types lit-html dompurify`;

/** A page of its own under the policy; its modules are this server's. */
async function openPage(): Promise<{ page: typeof strictPage; view: Window; close: () => void }> {
  const frame = document.createElement('iframe');
  frame.width = '440';
  frame.height = '900';
  const entry = new URL('../testing/strict-page-handle.ts', import.meta.url).pathname;
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  frame.srcdoc = `<!doctype html><html lang="en"><head>${meta}<title>Strict</title></head><body><script type="module" src="${entry}"></script></body></html>`;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  const view = frame.contentWindow as Window & { page?: Promise<typeof strictPage> };
  await until(() => view.page, 'the page gave no handle');
  return { page: await view.page!, view, close: () => frame.remove() };
}

describe('in a host with the strictest policy', () => {
  it('nothing is objected to: cards, timeline, writing, and foreign HTML in its frame', async () => {
    const { page, close } = await openPage();
    const { card, timeline, violations } = page;
    await findText(card, 'Ana Ruiz');
    (await findByRole(card, 'button', 'Edit Email')).click();
    await findByRole(card, 'textbox', 'Email');
    (await findByRole(timeline, 'button', 'Write a note')).click();
    type(await findByRole(timeline, 'textbox', 'What should others know?'), 'Strictly');
    byRole(timeline, 'button', 'Save')!.click();
    await findText(timeline, 'Strictly');
    (await findByRole(timeline, 'button', 'Show more')).click();
    const frame = (await findByRole(timeline, 'iframe')) as HTMLIFrameElement;
    await until(() => frame.contentDocument?.body?.textContent?.includes('Foreign words'), 'the frame is empty');
    expect(violations).to.deep.equal([]);
    close();
  }).timeout(30_000);

  it('nothing is objected to: a deal with its forms and its timeline, and charts', async () => {
    const { page, close } = await openPage();
    const { dealCard, forecast, report, violations } = page;
    (await findByRole(dealCard, 'button', 'Edit Amount')).click();
    await findByRole(dealCard, 'form input');
    (await findByRole(dealCard, 'button', 'Win')).click();
    (await findByRole(dealCard, 'dialog button', 'Cancel')).click();
    (await findByRole(dealCard, 'summary', 'Activity')).click();
    await until(() => dealCard.shadowRoot!.querySelector('crm-timeline')?.shadowRoot?.querySelector('.frame'));
    await findByRole(forecast, 'svg[role=img]', 'How often each outcome came about');
    (await findByRole(forecast, 'button', 'Take a snapshot')).click();
    await findByRole(forecast, 'svg[role=img]', 'Open pipeline from');
    await findByRole(report, 'svg[role=img]', 'Median time in each stage');
    expect(violations).to.deep.equal([]);
    close();
  }).timeout(30_000);

  it('nothing is objected to: what needs a decision, with its choices', async () => {
    const { page, close } = await openPage();
    const { syncStatus, violations } = page;
    (await findByRole(syncStatus, 'button', 'Needs attention (1)')).click();
    await findByRole(syncStatus, 'dialog', 'Not saved');
    await findText(syncStatus, 'Shared deal');
    const [, theirs] = [...syncStatus.shadowRoot!.querySelectorAll<HTMLInputElement>('fieldset input[type=radio]')];
    theirs!.click();
    await until(() => theirs!.checked);
    expect(violations).to.deep.equal([]);
    close();
  }).timeout(30_000);

  it('foreign HTML keeps its looks, and loses what could act or call home', async () => {
    const { page, view, close } = await openPage();
    (await findByRole(page.timeline, 'button', 'Show more')).click();
    const frame = (await findByRole(page.timeline, 'iframe')) as HTMLIFrameElement;
    await until(() => frame.contentDocument?.body?.textContent?.includes('Foreign words'));
    const inner = frame.contentDocument!;
    const { color, fontWeight } = inner.defaultView!.getComputedStyle(inner.querySelector('p')!);
    expect([color, fontWeight]).to.deep.equal(['rgb(1, 2, 3)', '700']);
    expect(frame.getAttribute('sandbox')).not.to.contain('allow-scripts');
    expect(inner.querySelectorAll('script, form, input, [onerror], a[href^="javascript"]')).to.have.length(0);
    expect([...inner.images].every((image) => !image.src.startsWith('https:'))).to.equal(true);
    await aTimeout(50);
    expect((view as Window & { wasRun?: boolean }).wasRun ?? (window as Window & { wasRun?: boolean }).wasRun).to.equal(
      undefined,
    );
    // Remote images are the reader's choice: the frame is then another, whose policy allows them.
    (await findByRole(page.timeline, 'button', 'Load remote images')).click();
    await until(() => {
      const image = (byRole(page.timeline, 'iframe') as HTMLIFrameElement | undefined)?.contentDocument?.querySelector(
        'img',
      );
      return image?.getAttribute('src') === 'https://tracker.invalid/pixel.gif';
    });
    close();
  }).timeout(30_000);
});
