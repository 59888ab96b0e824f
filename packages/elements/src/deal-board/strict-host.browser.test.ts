import { expect } from '@open-wc/testing';
import { findByRole, findCard, findText, type, until, type strictPage } from '../testing/index.ts';

// `'self'` by its name: Firefox takes it for nobody in a page that has no address of its own, as the one here.
const self = location.origin;
const policy = `default-src ${self}; style-src ${self}; script-src ${self}; require-trusted-types-for 'script'; trusted-types lit-html dompurify`;

/** A page of its own under the policy; its modules are this server's. */
async function openPage(): Promise<{ readonly page: typeof strictPage; readonly close: () => void }> {
  const frame = document.createElement('iframe');
  frame.width = '1200';
  frame.height = '1400';
  const entry = new URL('../testing/strict-page-handle.ts', import.meta.url).pathname;
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  frame.srcdoc = `<!doctype html><html lang="en"><head>${meta}<title>Strict</title></head><body><script type="module" src="${entry}"></script></body></html>`;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  const view = frame.contentWindow as Window & { page?: Promise<typeof strictPage> };
  await until(() => view.page, 'the page gave no handle');
  return { page: await view.page!, close: () => frame.remove() };
}

describe('<crm-deal-board> in a host with the strictest policy', () => {
  it('nothing is objected to: cards, marks, the menu, forms and lanes', async () => {
    const { page, close } = await openPage();
    const { board, violations } = page;
    await findCard(board, 'Strict deal');
    (await findCard(board, 'Strict deal')).querySelector<HTMLElement>('.more')!.click();
    (await findByRole(board, '[role=menuitem]', 'Lost')).click();
    const dialog = await findByRole(board, 'dialog');
    type(dialog.querySelector('[name=reason]')!, 'Price');
    (await findByRole(board, 'button', 'Mark as lost')).click();
    await findText(board, 'Strict deal: lost.');
    board.groupBy = 'owner';
    await findByRole(board, '.lane', 'Mika Koski');
    board.groupBy = undefined;
    await findCard(board, 'Other deal');
    expect(violations).to.deep.equal([]);
    close();
  }).timeout(30_000);
});
