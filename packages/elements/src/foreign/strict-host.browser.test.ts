import { aTimeout, expect } from '@open-wc/testing';
import { byRole, findByRole, findText, type, until, openStrictPage } from '../testing/index.ts';

describe('in a host with the strictest policy', () => {
  it('nothing is objected to: cards, timeline, writing, and foreign HTML in its frame', async () => {
    const { page, close } = await openStrictPage(440, 900);
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
  }).timeout(60_000);

  it('nothing is objected to: a deal with its forms and its timeline, and charts', async () => {
    const { page, close } = await openStrictPage(440, 900);
    const { dealCard, forecast, report, violations } = page;
    (await findByRole(dealCard, 'button', 'Edit Amount')).click();
    await findByRole(dealCard, 'form input');
    (await findByRole(dealCard, 'button', 'Add an item')).click();
    await findByRole(dealCard, '#edit-name');
    (await findByRole(dealCard, 'button', 'Share the revenue')).click();
    await findByRole(dealCard, '#edit-user-0');
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
  }).timeout(60_000);

  it('nothing is objected to: what needs a decision, with its choices', async () => {
    const { page, close } = await openStrictPage(440, 900);
    const { syncStatus, violations } = page;
    (await findByRole(syncStatus, 'button', 'Needs attention (1)')).click();
    await findByRole(syncStatus, 'dialog', 'Not saved');
    await findText(syncStatus, 'Shared deal');
    const [, theirs] = [...syncStatus.shadowRoot!.querySelectorAll<HTMLInputElement>('fieldset input[type=radio]')];
    theirs!.click();
    await until(() => theirs!.checked);
    expect(violations).to.deep.equal([]);
    close();
  }).timeout(60_000);

  it('foreign HTML keeps its looks, and loses what could act or call home', async () => {
    const { page, view, close } = await openStrictPage(440, 900);
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
  }).timeout(60_000);
});
