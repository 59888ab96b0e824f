import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import {
  aBoardWorld,
  aDeal,
  ago,
  allByRole,
  aRecord,
  aWorld,
  byRole,
  cardsIn,
  columnOf,
  findByRole,
  findCard,
  findCards,
  findText,
  frame,
  headOf,
  lena,
  lost,
  manyDeals,
  mika,
  negotiation,
  nordwind,
  now,
  proposal,
  qualified,
  renewals,
  sales,
  showBoard,
  silent,
  textOf,
  type,
  until,
  upcoming,
  won,
} from '../testing/index.ts';
import './define.ts';

const stages = [qualified, proposal, negotiation, won, lost];
const labels = (board: HTMLElement): string[] =>
  allByRole(board, '.card[data-deal]').map((card) => card.getAttribute('aria-label') ?? '');

describe('<crm-deal-board>', () => {
  it('shows each stage’s deals in their order, with what the stage comes to', async () => {
    const deals = [
      aDeal({ name: 'Yard cameras', company: nordwind.id, expectedCloseDate: '2026-12-12' }),
      aDeal({ name: 'Fleet pilot', amount: { amount: 14_000_00, currency: 'EUR' } }),
      aDeal({ name: 'Three sites', stage: proposal.id, probability: 0.5 }),
    ];
    const board = await showBoard(aBoardWorld(deals));
    await findCards(board, 'Qualified', ['Yard cameras', 'Fleet pilot']);
    await findCards(board, 'Proposal', ['Three sites']);
    await until(() => headOf(board, 'Qualified').startsWith('Qualified 2'));
    expect(headOf(board, 'Qualified')).to.contain('€15,000').and.to.contain('€3,000 weighted');
    await until(() => labels(board)[0]?.startsWith('Nordwind Logistik GmbH, Yard cameras, €1,000, Closes December 12'));
    expect(labels(board)[0]).to.contain('Owner: Mika Koski');
    expect(byRole(board, 'heading', 'Qualified, 2 deals')).to.exist;
    await findText(board, '3 open deals · €16K · €3,500 weighted');
  });

  it('claims nothing weighted where no deal has a probability', async () => {
    const board = await showBoard(aBoardWorld([aDeal({ name: 'From before', probability: null })]));
    await until(() => headOf(board, 'Qualified').includes('€1,000'));
    await findText(board, '1 open deal · €1,000');
    expect(textOf(board)).not.to.contain('weighted');
  });

  it('has as much room for words in larger text', async () => {
    const board = await showBoard(aBoardWorld([aDeal({ name: 'Yard cameras' })]));
    await findCard(board, 'Yard cameras');
    board.style.setProperty('--crm-font-size', '28px');
    await until(() => columnOf(board, 'Qualified').getBoundingClientRect().width >= 2 * 264);
  });

  it('opens with one request for each column that is shown and one for the totals, and draws what is in view', async () => {
    const world = aBoardWorld([...manyDeals(1_250), ...manyDeals(300, { stage: proposal.id })]);
    const board = await showBoard(world);
    await until(() => headOf(board, 'Qualified').includes('1,250'));
    const asked = world.asked.filter((each) => each.endsWith(' deal'));
    expect(asked.filter((each) => each === 'query deal')).to.have.length(4);
    expect(asked.filter((each) => each === 'aggregate deal')).to.have.length(1);
    expect(board.shadowRoot!.querySelectorAll('.card[data-deal]').length).to.be.lessThan(40);
    expect(headOf(board, 'Qualified')).to.contain('€1,250,000');
  });

  it('stops at no number of cards: whoever scrolls gets the next ones, to the last', async () => {
    const deals = manyDeals(230);
    const world = aBoardWorld(deals);
    const board = await showBoard(world, { pageSize: 50 });
    await findCard(board, deals[0]!.name);
    const cards = columnOf(board, 'Qualified').querySelector('.cards')!;
    await until(() => {
      cards.scrollTop = cards.scrollHeight;
      cards.dispatchEvent(new Event('scroll'));
      return cardsIn(board, 'Qualified').includes(deals.at(-1)!.name);
    }, 'the last card was not reached');
    expect(world.asked.filter((each) => each === 'query deal').length).to.be.at.most(4 + 5);
  });

  it('counts all deals, not the loaded ones, and marks what the backend could not count', async () => {
    const world = aBoardWorld(manyDeals(120));
    world.isPartial = true;
    const board = await showBoard(world, { pageSize: 10 });
    await until(() => headOf(board, 'Qualified').includes('120+'));
    expect(headOf(board, 'Qualified')).to.contain('€120,000 or more');
    expect(columnOf(board, 'Qualified').querySelector('.partial')?.getAttribute('aria-label')).to.contain('At least');
  });

  it('keeps up with the totals when somebody else changes a deal, one that is not loaded', async () => {
    const deals = manyDeals(60);
    const world = aBoardWorld(deals);
    const board = await showBoard(world, { pageSize: 10 });
    await until(() => headOf(board, 'Qualified').includes('€60,000'));
    // Nobody watches it yet.
    void world.other.update('deal', deals[59]!.id, { amount: { amount: 900_000, currency: 'EUR' } });
    await until(
      () => headOf(board, 'Qualified').includes('€68,000'),
      'what changed before it was watched was forgotten',
    );
    void world.other.update('deal', deals[58]!.id, { amount: { amount: 900_000, currency: 'EUR' } });
    await until(() => headOf(board, 'Qualified').includes('€76,000'), 'the deal that is not loaded was forgotten');
  });

  it('shows each amount in its currency and adds up in one, at the rate there is; without one it says so', async () => {
    const rate = aRecord('exchangeRate', { from: 'USD', to: 'EUR', rate: 0.8, validFrom: '2026-11-01', source: 'ECB' });
    const deals = [
      aDeal({ name: 'Euros', amount: { amount: 100_000, currency: 'EUR' } }),
      aDeal({ name: 'Dollars', amount: { amount: 100_000, currency: 'USD' } }),
      aDeal({ name: 'Yen', amount: { amount: 5_000, currency: 'JPY' } }),
    ];
    const board = await showBoard(aBoardWorld([...deals, rate]), { currency: 'EUR' });
    await until(() => headOf(board, 'Qualified').includes('€1,800'));
    expect(labels(board).join(' ')).to.contain('$1,000').and.to.contain('¥5,000');
    expect(columnOf(board, 'Qualified').querySelector('.partial')?.getAttribute('aria-label')).to.contain('¥5,000');
  });

  it('asks nothing for a collapsed column, and for its cards when it is opened', async () => {
    const deals = [aDeal(), aDeal({ name: 'Gone', stage: lost.id, status: 'lost', closedAt: ago(60), probability: 0 })];
    const world = aBoardWorld(deals);
    const board = await showBoard(world);
    const unfold = await findByRole(board, 'button', /^Lost/);
    await until(() => headOf(board, 'Qualified').includes('€1,000'));
    expect(world.asked.filter((each) => each === 'query deal')).to.have.length(4);
    unfold.click();
    await findCard(board, 'Gone');
    expect(world.asked.filter((each) => each === 'query deal')).to.have.length(5);
    await until(
      () => board.shadowRoot!.activeElement?.getAttribute('aria-label') === 'Collapse Lost',
      'the focus is lost',
    );
  });

  it('has several pipelines: one is chosen, or named by the page', async () => {
    const deals = [aDeal({ name: 'New' }), aDeal({ name: 'Again', pipeline: renewals.id, stage: upcoming.id })];
    const world = aBoardWorld([renewals, ...deals], [...stages, upcoming]);
    const board = await showBoard(world);
    await findCard(board, 'New');
    const picker = byRole(board, 'select') as HTMLSelectElement;
    picker.value = renewals.id;
    picker.dispatchEvent(new Event('change'));
    await findCard(board, 'Again');
    expect(textOf(board)).not.to.contain('Qualified');
    board.pipeline = sales.id;
    await findCard(board, 'New');
    board.pipeline = 'erp:renewals';
    await findCard(board, 'Again');
    board.pipeline = 'erp:unknown';
    await findText(board, 'There is no erp:unknown');
  });

  it('narrows by text, by owner, by a filter of the page, and says where nothing fits', async () => {
    const deals = [
      aDeal({ name: 'Cameras', company: nordwind.id }),
      aDeal({ name: 'Printers', owner: lena.id }),
      aDeal({ name: 'Camera pilot', stage: proposal.id, tags: ['pilot'] }),
    ];
    const board = await showBoard(aBoardWorld(deals));
    await findCards(board, 'Qualified', ['Cameras', 'Printers']);
    type(await findByRole(board, 'searchbox'), 'nordwind');
    await findCards(board, 'Qualified', ['Cameras']);
    await until(() => headOf(board, 'Qualified').startsWith('Qualified 1'));
    type(await findByRole(board, 'searchbox'), 'zebra');
    (await findByRole(board, 'button', 'Show all deals')).click();
    await findCards(board, 'Qualified', ['Cameras', 'Printers']);
    board.user = lena.id;
    byRole(board, 'button', 'Mine')!.click();
    await findCards(board, 'Qualified', ['Printers']);
    byRole(board, 'button', 'Mine')!.click();
    board.where = { field: 'tags', op: 'has', value: 'pilot' };
    await findCards(board, 'Proposal', ['Camera pilot']);
    await findCards(board, 'Qualified', []);
  });

  it('marks what rots, says why when its card is reached, and shows only those on demand', async () => {
    const quiet = aDeal({ name: 'Quiet', enteredStageAt: ago(20 * 1_440), nextStep: null });
    const busy = aDeal({ name: 'Busy', enteredStageAt: ago(20 * 1_440) });
    const call = aRecord('activity', { kind: 'call', occurredAt: ago(1_440), deal: busy.id });
    const planned = aDeal({ name: 'Planned', enteredStageAt: ago(30 * 1_440), nextStep: null });
    const task = aRecord('task', {
      subject: 'Call',
      status: 'open',
      dueAt: new Date(now + 86_400_000).toISOString(),
      deal: planned.id,
    });
    const board = await showBoard(aBoardWorld([quiet, busy, planned, call, task]));
    await until(() => labels(board)[0]?.includes('Quiet 20 days, No next step'));
    expect(labels(board).slice(1).join(' ')).not.to.contain('Quiet').and.not.to.contain('No next step');
    (await findCard(board, 'Busy')).focus();
    await sendKeys({ press: 'ArrowUp' });
    await until(() => board.shadowRoot!.querySelector('.why')?.textContent?.includes('No task, activity or next step'));
    await sendKeys({ press: 'Escape' });
    expect(board.shadowRoot!.querySelector('.why')).to.equal(null);
    byRole(board, 'button', 'Rotting')!.click();
    await findCards(board, 'Qualified', ['Quiet']);
    await until(() => headOf(board, 'Qualified').startsWith('Qualified 1'));
  });

  it('marks follow what is logged and planned for a deal, by whomever, and what is taken back', async () => {
    const quiet = aDeal({ name: 'Quiet', enteredStageAt: ago(20 * 1_440), nextStep: null });
    const world = aBoardWorld([quiet]);
    const board = await showBoard(world);
    const says = (...marks: readonly string[]): Promise<void> =>
      until(
        () => marks.every((mark) => labels(board)[0]?.includes(mark)),
        `no ${marks.join(', ')}: ${labels(board)[0]}`,
      );
    const no = (mark: string): Promise<void> => until(() => !labels(board)[0]?.includes(mark), `still ${mark}`);
    await says('Quiet 20 days', 'No next step');
    const [call, task] = [world.other.newId(), world.other.newId()];
    const logged = { kind: 'call', occurredAt: ago(1), deal: quiet.id };
    await world.other.write({
      command: 'activity.create',
      patches: [{ op: 'create', type: 'activity', id: call, set: logged }],
    });
    await no('Quiet 20 days');
    await says('No next step');
    const due = { subject: 'Call', status: 'open', dueAt: new Date(now + 86_400_000).toISOString(), deal: quiet.id };
    await world.other.write({ command: 'task.create', patches: [{ op: 'create', type: 'task', id: task, set: due }] });
    await no('No next step');
    await world.client.update('task', task, { status: 'done' });
    await says('No next step');
    await world.other.delete('activity', call);
    await says('Quiet 20 days');
  });

  it('puts owners in lanes, with all that are theirs counted', async () => {
    const deals = [
      ...manyDeals(30),
      ...manyDeals(3, { owner: lena.id, stage: proposal.id }),
      aDeal({ owner: null, name: 'Free' }),
    ];
    const board = await showBoard(aBoardWorld(deals), { groupBy: 'owner', pageSize: 10 });
    await findByRole(board, 'button', /Lena Brandt\s+3/);
    await findByRole(board, 'button', /Mika Koski\s+30/);
    const lanes = allByRole(board, '.lane').map((lane) => lane.getAttribute('aria-label'));
    expect(lanes).to.deep.equal(['Lena Brandt', 'Mika Koski', 'No owner']);
    const more = await findByRole(board, 'button', '20 more');
    more.click();
    await findByRole(board, 'button', '11 more');
    byRole(board, 'button', /Lena Brandt/)!.click();
    await until(() => byRole(board, '.lane', 'Lena Brandt')!.querySelectorAll('.card').length === 0);
  });

  it('draws in lanes what has changed, and leaves all other cards as they are', async () => {
    // Of closed deals nothing is looked up that would have them drawn anew.
    const closed = { stage: won.id, status: 'won', closedAt: ago(1) } as const;
    const [first, second] = [aDeal({ ...closed, name: 'First' }), aDeal({ ...closed, name: 'Second' })];
    const world = aBoardWorld([first, second]);
    const board = await showBoard(world, { groupBy: 'owner' });
    await findByRole(board, '.lane', 'Mika Koski');
    const left = await findCard(board, 'Second');
    left.querySelector('.what')!.textContent = 'Still the same';
    await world.client.update('deal', first.id, { name: 'Renamed' });
    await findCard(board, 'Renamed');
    expect(textOf(left)).to.include('Still the same');
    left.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, ctrlKey: true }));
    await until(() => textOf(left).includes('Second'), 'what was selected is drawn anew');
  });

  it('opens a deal: a click or Enter is an event for the page', async () => {
    const board = await showBoard(aBoardWorld([aDeal({ name: 'First' }), aDeal({ name: 'Second' })]));
    const opened: string[] = [];
    board.addEventListener('crm-deal-open', (event) => opened.push(event.deal.name));
    const card = await findCard(board, 'First');
    card.click();
    card.focus();
    await sendKeys({ press: 'ArrowDown' });
    await until(() => board.shadowRoot!.activeElement?.textContent?.includes('Second'));
    await sendKeys({ press: 'Enter' });
    expect(opened).to.deep.equal(['First', 'Second']);
  });

  it('is one stop for Tab, and its cards are walked with the arrows', async () => {
    const board = await showBoard(
      aBoardWorld([aDeal({ name: 'A' }), aDeal({ name: 'B' }), aDeal({ name: 'C', stage: proposal.id })]),
    );
    const card = await findCard(board, 'A');
    await until(() => board.shadowRoot!.querySelectorAll('.card[tabindex="0"]').length === 1);
    card.focus();
    const at = (): string => board.shadowRoot!.activeElement?.querySelector('.title')?.textContent ?? '';
    for (const [key, name] of [
      ['ArrowDown', 'B'],
      ['ArrowRight', 'C'],
      ['ArrowLeft', 'A'],
      ['End', 'B'],
      ['Home', 'A'],
    ] as const) {
      await sendKeys({ press: key });
      await until(() => at() === name, `${key} leads to ${at()}`);
    }
    expect(board.shadowRoot!.querySelectorAll('.card[tabindex="0"]')).to.have.length(1);
  });

  it('shows each state: loading, nothing, not permitted, unreachable, and what was loaded last', async () => {
    const loading = await showBoard({ client: silent });
    await until(() => loading.matches(':state(loading)'));
    expect(byRole(loading, '.bones')).to.exist;
    const empty = await showBoard(aBoardWorld([]));
    await findText(empty, 'No deals yet');
    await until(() => empty.matches(':state(empty)'));
    const none = await showBoard(aWorld());
    await findText(none, 'No pipeline yet');
    const denied = aWorld();
    denied.fault = 'not-permitted';
    await findText(await showBoard(denied), 'Your role does not include this');
    const failing = aWorld([sales, ...stages, aDeal({ name: 'Back' })] as never);
    failing.fault = 'server';
    const board = await showBoard(failing);
    await findText(board, 'Something went wrong');
    failing.fault = undefined;
    (await findByRole(board, 'button', 'Retry')).click();
    await findCard(board, 'Back');
    failing.fault = 'offline';
    failing.client.connection.getSnapshot();
    void failing.client.describe().catch(() => undefined);
  });

  it('shows the other columns where one fails, and tries that one again', async () => {
    const world = aWorld([sales, ...stages, aDeal({ name: 'There' })] as never);
    world.fault = 'server';
    world.faultyTypes = ['deal'];
    const board = await showBoard(world);
    await findText(board, 'Something went wrong');
    world.fault = undefined;
    (await findByRole(board, 'button', 'Retry')).click();
    await findCard(board, 'There');
  });

  it('warns of a filter that is none, and shows that something is wrong', async () => {
    const warnings: string[] = [];
    const warn = console.warn;
    console.warn = (...parts: unknown[]) => void warnings.push(parts.join(' '));
    try {
      const board = await showBoard(aBoardWorld([aDeal()]), { where: { field: 'colour', op: 'eq', value: 'red' } });
      await findText(board, 'Something went wrong');
      await until(() => warnings.some((text) => text.includes('where is no filter')));
    } finally {
      console.warn = warn;
    }
  });

  it('fires its life cycle, and survives being moved in the page', async () => {
    const board = await showBoard(aBoardWorld([aDeal({ name: 'Stays' })]));
    const events: string[] = [];
    for (const name of ['crm-loader-start', 'crm-ready', 'crm-load-error'] as const)
      board.addEventListener(name, () => events.push(name));
    await findCard(board, 'Stays');
    await until(() => events.includes('crm-ready'));
    const parent = board.parentElement!;
    board.remove();
    await frame();
    parent.append(board);
    await findCard(board, 'Stays');
    expect(events).not.to.contain('crm-load-error');
  });

  it('fits into 320 pixels, right to left, in Arabic', async () => {
    const board = await showBoard(aBoardWorld([aDeal({ name: 'ضيق' })]), {}, '320px');
    board.dir = 'rtl';
    board.lang = 'ar';
    await findCard(board, 'ضيق');
    await until(() => labels(board)[0]?.includes('المسؤول: Mika Koski'), 'the card speaks another language');
    expect(board.scrollWidth).to.be.at.most(320);
    expect(byRole(board, '.card[data-deal]')!.getBoundingClientRect().width).to.be.lessThan(300);
  });

  it('shows cards without waiting for the names on them, and nothing moves when those come', async () => {
    const world = aBoardWorld([
      aDeal({ name: 'Named', company: nordwind.id }),
      aDeal({ name: 'Nobody’s', owner: null }),
    ]);
    const { promise, resolve } = Promise.withResolvers<void>();
    world.names = promise;
    const board = await showBoard(world);
    const card = await findCard(board, 'Named');
    const { height } = card.getBoundingClientRect();
    expect(card.querySelector('.title')!.textContent).to.equal('…');
    expect(card.querySelector('.what')!.textContent).to.equal('Named');
    const { left } = card.querySelector('.date')!.getBoundingClientRect();
    resolve();
    await until(() => card.querySelector('.title')!.textContent === 'Nordwind Logistik GmbH');
    expect(card.querySelector('.what')!.textContent).to.equal('Named');
    expect(card.getBoundingClientRect().height).to.equal(height);
    expect(card.querySelector('.date')!.getBoundingClientRect().left).to.equal(left);
    const other = await findCard(board, 'Nobody’s');
    expect(other.querySelector('.avatar')!.getBoundingClientRect().width).to.equal(0);
    expect(card.querySelector('.avatar')!.getBoundingClientRect().width).to.equal(20);
  });

  it('draws one card for one change', async () => {
    const deals = manyDeals(12);
    const world = aBoardWorld(deals);
    const board = await showBoard(world);
    await findCard(board, deals[3]!.name);
    await until(() => headOf(board, 'Qualified').includes('12'));
    await frame();
    const touched = new Set<Element>();
    const observer = new MutationObserver((mutations) => {
      for (const { target } of mutations) {
        const card = (target instanceof Element ? target : target.parentElement)?.closest('.card');
        if (card) touched.add(card);
      }
    });
    observer.observe(columnOf(board, 'Qualified').querySelector('.cards')!, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    await world.other.update('deal', deals[3]!.id, { name: 'Renamed' });
    await findCard(board, 'Renamed');
    expect(touched.size).to.equal(1);
    observer.disconnect();
  });

  it('keeps the deals of whoever is asked for by the user’s own name', async () => {
    const board = await showBoard(aBoardWorld([aDeal({ name: 'Mine' }), aDeal({ name: 'Hers', owner: lena.id })]), {
      user: undefined,
    });
    await findCard(board, 'Hers');
    byRole(board, 'button', 'Mine')!.click();
    await findCards(board, 'Qualified', ['Mine']);
    expect(mika.id).to.exist;
  });
});
