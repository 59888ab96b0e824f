import { expect } from '@open-wc/testing';
import { findByRole, findCard, findText, openStrictPage, type } from '../testing/index.ts';

describe('<crm-deal-board> in a host with the strictest policy', () => {
  it('nothing is objected to: cards, marks, the menu, forms and lanes', async () => {
    const { page, close } = await openStrictPage(1_200, 1_400);
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
  }).timeout(60_000);
});
