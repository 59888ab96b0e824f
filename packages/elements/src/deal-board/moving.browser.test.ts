import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Deal, StageRequirement } from '@rapport/core';
import {
  aBoardWorld,
  aDeal,
  allByRole,
  ana,
  byRole,
  cardsIn,
  columnOf,
  findByRole,
  findCard,
  findCards,
  findText,
  focused,
  frame,
  lena,
  lift,
  lost,
  manyDeals,
  middleOf,
  mika,
  negotiation,
  nordwind,
  proposal,
  qualified,
  saidBy,
  showBoard,
  slotIn,
  textOf,
  type,
  until,
  won,
  type BoardWorld,
} from '../testing/index.ts';
import './define.ts';
import type { CrmDealBoard } from './index.ts';

const press = (key: string): Promise<void> => sendKeys({ press: key });
/** Not every driver holds a key down, or knows the space bar by the same name. */
const hold = (key: string, keys: KeyboardEventInit = {}): void => {
  focused()?.dispatchEvent(
    new KeyboardEvent('keydown', { key, ...keys, bubbles: true, composed: true, cancelable: true }),
  );
};
const fault = (board: CrmDealBoard, name: string): string =>
  byRole(board, '.card[data-deal]', name)?.querySelector('.fault')?.textContent ?? '';
const choose = async (board: CrmDealBoard, name: string, item: string): Promise<void> => {
  const card = await findCard(board, name);
  card.querySelector<HTMLElement>('.more')!.click();
  (await findByRole(board, '[role=menuitem]', item)).click();
};
const moved = (board: CrmDealBoard): string[] => {
  const events: string[] = [];
  board.addEventListener('crm-deal-moved', ({ deal, to, isUndo }) =>
    events.push(
      `${deal.name} ${to === proposal.id ? 'proposal' : to === qualified.id ? 'qualified' : 'elsewhere'}${isUndo ? ' undone' : ''}`,
    ),
  );
  return events;
};
const three = () => [aDeal({ name: 'A' }), aDeal({ name: 'B' }), aDeal({ name: 'C' })];
const proposed = (name: string, values: Partial<Deal> = {}) =>
  aDeal({ name, stage: proposal.id, probability: 0.5, ...values });
const withRequirements = (requirements: readonly StageRequirement[]) => [
  qualified,
  { ...proposal, requirements: [...requirements] },
  negotiation,
  won,
  lost,
];

describe('moving a deal by pointer', () => {
  it('puts it where it is dropped, between two others, and keeps it there', async () => {
    const [a, b, c] = three();
    const world = aBoardWorld([a!, b!, c!, proposed('P'), proposed('Q')]);
    const board = await showBoard(world);
    const events = moved(board);
    await findCards(board, 'Proposal', ['P', 'Q']);
    const hand = await lift(board, await findCard(board, 'B'));
    expect(board.shadowRoot!.querySelector('.ghost')?.textContent).to.contain('B');
    await hand.drop(slotIn(board, 'Proposal', 1));
    await findCards(board, 'Proposal', ['P', 'B', 'Q']);
    await findCards(board, 'Qualified', ['A', 'C']);
    await until(() => events.length === 1);
    expect(events).to.deep.equal(['B proposal']);
    expect((await world.deal(b!.id)).stage).to.equal(proposal.id);
    expect(board.shadowRoot!.querySelector('.hand')).to.equal(null);
  });

  it('lets the probability follow the stage, but for one that was set by hand', async () => {
    const hand = aDeal({ name: 'By hand', probability: 0.35, probabilitySource: 'manual' });
    const stage = aDeal({ name: 'By stage' });
    const world = aBoardWorld([hand, stage]);
    const board = await showBoard(world);
    await choose(board, 'By hand', 'Proposal');
    await findCards(board, 'Proposal', ['By hand']);
    await choose(board, 'By stage', 'Proposal');
    await findCards(board, 'Proposal', ['By stage', 'By hand']);
    await until(async () => (await world.deal(stage.id)).probability === 0.5);
    expect(await world.deal(hand.id)).to.include({ probability: 0.35, probabilitySource: 'manual' });
  });

  it('draws no other card when one is lifted, nor while it follows the pointer', async () => {
    const board = await showBoard(aBoardWorld([...manyDeals(8), ...manyDeals(8, { stage: proposal.id })]));
    const card = (await findByRole(board, '.card[data-deal]')) as HTMLElement;
    await frame();
    const touched = new Set<Element>();
    const observer = new MutationObserver((mutations) => {
      for (const { target } of mutations) {
        const each = (target instanceof Element ? target : target.parentElement)?.closest('.card:not(.ghost)');
        if (each) touched.add(each);
      }
    });
    observer.observe(board.shadowRoot!.querySelector('.columns')!, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    const hand = await lift(board, card);
    await hand.to(slotIn(board, 'Proposal', 2));
    await hand.to(slotIn(board, 'Proposal', 4));
    observer.disconnect();
    expect([...touched].every((each) => each === card)).to.equal(true);
    await hand.drop(slotIn(board, 'Qualified', 0));
  });

  it('puts it back with Escape', async () => {
    const board = await showBoard(aBoardWorld([...three(), proposed('P')]));
    const hand = await lift(board, await findCard(board, 'A'));
    await hand.to(slotIn(board, 'Proposal', 0));
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', cancelable: true }));
    await until(() => !board.shadowRoot!.querySelector('.ghost'));
    expect(cardsIn(board, 'Qualified')).to.deep.equal(['A', 'B', 'C']);
    await until(() => saidBy(board).includes('A is back where it was'));
  });

  it('follows a finger after a long press, and not one that scrolls', async () => {
    const board = await showBoard(aBoardWorld([...three(), proposed('P')]));
    const card = await findCard(board, 'A');
    const at = middleOf(card);
    const touch = (kind: string, target: EventTarget, y: number): void => {
      target.dispatchEvent(
        new PointerEvent(kind, {
          bubbles: true,
          composed: true,
          cancelable: true,
          pointerId: 3,
          pointerType: 'touch',
          clientX: at.x,
          clientY: y,
          button: 0,
        }),
      );
    };
    touch('pointerover', card, at.y);
    touch('pointerdown', card, at.y);
    touch('pointermove', window, at.y + 40);
    touch('pointerup', window, at.y + 40);
    expect(board.shadowRoot!.querySelector('.ghost')).to.equal(null);
    const hand = await lift(board, card, 'touch');
    await hand.drop(slotIn(board, 'Proposal', 0));
    await findCards(board, 'Proposal', ['A', 'P']);
  });

  it('scrolls the column while the hand is at its edge', async () => {
    const board = await showBoard(aBoardWorld([aDeal({ name: 'Far' }), ...manyDeals(60, { stage: proposal.id })]));
    await findCard(board, 'Far');
    await until(() => cardsIn(board, 'Proposal').length > 0);
    const cards = columnOf(board, 'Proposal').querySelector('.cards')!;
    const hand = await lift(board, await findCard(board, 'Far'));
    const box = cards.getBoundingClientRect();
    await hand.to({ x: box.left + 100, y: box.bottom - 6 });
    await until(() => cards.scrollTop > 300, 'it did not scroll');
    await hand.drop(slotIn(board, 'Qualified', 0));
  });

  it('lets nothing below answer to a pointer that holds a card, but the wheel, which scrolls the column', async () => {
    const board = await showBoard(aBoardWorld([aDeal({ name: 'Far' }), ...manyDeals(60, { stage: proposal.id })]));
    await findCard(board, 'Far');
    await until(() => cardsIn(board, 'Proposal').length > 0);
    const cards = columnOf(board, 'Proposal').querySelector('.cards')!;
    const hand = await lift(board, await findCard(board, 'Far'));
    const at = slotIn(board, 'Proposal', 1);
    await hand.to(at);
    const hit = board.shadowRoot!.elementFromPoint(at.x, at.y)!;
    expect(hit.closest('.card')).to.equal(null);
    hit.dispatchEvent(new WheelEvent('wheel', { deltaY: 240, bubbles: true, composed: true }));
    await until(() => cards.scrollTop >= 200, 'the wheel did nothing');
    await hand.drop(slotIn(board, 'Qualified', 0));
    expect(board.shadowRoot!.elementFromPoint(at.x, at.y)!.closest('.card')).not.to.equal(null);
  });

  it('takes all that are selected along, each in a mutation of its own', async () => {
    const world = aBoardWorld([...three(), proposed('P')]);
    const commands: string[] = [];
    world.judge = ({ command }) => (commands.push(command), undefined);
    const board = await showBoard(world);
    const a = await findCard(board, 'A');
    a.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, ctrlKey: true }));
    await findByRole(board, '.chosen', '1 selected');
    (await findCard(board, 'C')).dispatchEvent(
      new MouseEvent('click', { bubbles: true, composed: true, ctrlKey: true }),
    );
    await findByRole(board, '.chosen', '2 selected');
    const hand = await lift(board, await findCard(board, 'C'));
    expect(board.shadowRoot!.querySelector('.many')?.textContent).to.equal('2');
    await hand.drop(slotIn(board, 'Proposal', 0));
    await findCards(board, 'Proposal', ['A', 'C', 'P']);
    await until(() => commands.length === 2);
    expect(commands).to.deep.equal(['deal.move', 'deal.move']);
    await until(() => !byRole(board, '.chosen'));
    await findText(board, '2 deals moved to Proposal');
    (await findByRole(board, 'button', 'Undo')).click();
    await findCards(board, 'Qualified', ['A', 'B', 'C']);
    await findCards(board, 'Proposal', ['P']);
  });

  it('does nothing where nothing may be moved, as the page or the backend says', async () => {
    const world = aBoardWorld(three());
    world.isReadOnly = true;
    const described = await showBoard(world);
    const board = await showBoard(aBoardWorld(three()), { readOnly: true });
    await findCard(described, 'A');
    await until(() => !described.shadowRoot!.querySelector('.more'), 'moving is offered');
    const card = await findCard(board, 'A');
    expect(card.querySelector('.more')).to.equal(null);
    card.focus();
    hold(' ');
    await press('m');
    expect(byRole(board, '[role=menu]')).to.equal(undefined);
    expect(board.shadowRoot!.querySelector('.ghost')).to.equal(null);
  });
});

describe('moving a deal by keys and by menu', () => {
  it('is picked up, led and dropped by keys, each step said, the focus on the card', async () => {
    const board = await showBoard(aBoardWorld([...three(), proposed('P'), proposed('Q')]));
    (await findCard(board, 'B')).focus();
    hold(' ');
    await until(() => saidBy(board).includes('Picked up B. Qualified, place 2 of 3.'));
    await press('ArrowRight');
    await until(() => saidBy(board).includes('Proposal, place 2 of 3.'));
    await press('ArrowDown');
    await until(() => saidBy(board).includes('Proposal, place 3 of 3.'));
    await press('ArrowUp');
    await press('ArrowUp');
    await until(() => saidBy(board).includes('Proposal, place 1 of 3.'));
    hold(' ');
    await findCards(board, 'Proposal', ['B', 'P', 'Q']);
    await until(() => saidBy(board).includes('B: moved to Proposal.'));
    await until(() => focused()?.textContent?.includes('B'), 'the focus is lost');
  });

  it('is put back with Escape, and by leaving', async () => {
    const board = await showBoard(aBoardWorld([...three(), proposed('P')]));
    for (const key of ['Escape', 'Tab']) {
      (await findCard(board, 'B')).focus();
      hold(' ');
      await until(() => board.shadowRoot!.querySelector('.ghost'));
      await press('ArrowRight');
      await press(key);
      await until(() => !board.shadowRoot!.querySelector('.ghost'));
      expect(cardsIn(board, 'Qualified')).to.deep.equal(['A', 'B', 'C']);
    }
  });

  it('is put back by a press of the pointer, which takes up what is below it', async () => {
    const world = aBoardWorld([...three(), proposed('P')]);
    const board = await showBoard(world);
    (await findCard(board, 'B')).focus();
    hold(' ');
    await until(() => board.shadowRoot!.querySelector('.hand.keys'));
    const hand = await lift(board, await findCard(board, 'A'));
    expect(board.shadowRoot!.querySelectorAll('.hand')).to.have.length(1);
    await hand.drop(slotIn(board, 'Proposal', 0));
    await findCards(board, 'Proposal', ['A', 'P']);
    await findCards(board, 'Qualified', ['B', 'C']);
  });

  it('is put back by a form, which takes the keys, and whose answer moves the other card', async () => {
    const world = aBoardWorld(three(), withRequirements([{ kind: 'checklist', item: 'Budget confirmed' }]));
    const board = await showBoard(world);
    await choose(board, 'A', 'Proposal');
    (await findCard(board, 'B')).focus();
    hold(' ');
    await findText(board, 'Proposal needs more first');
    await until(() => !board.shadowRoot!.querySelector('.hand'), 'the card is still in the hand');
    byRole(board, 'dialog')!.querySelector<HTMLInputElement>('[type=checkbox]')!.click();
    byRole(board, 'button', 'Move to Proposal')!.click();
    await findCards(board, 'Proposal', ['A']);
    await findCards(board, 'Qualified', ['B', 'C']);
    // The column holds still no longer.
    await choose(await showBoard({ client: world.other }), 'C', 'Negotiation');
    await findCards(board, 'Qualified', ['B']);
  });

  it('keeps the focus where another card is moved only then', async () => {
    const stages = withRequirements([{ kind: 'related', related: 'primaryContact', atLeast: 1 }]);
    const [a, b, c] = three();
    const board = await showBoard(aBoardWorld([{ ...a!, company: nordwind.id, contact: ana.id }, b!, c!], stages));
    await choose(board, 'A', 'Proposal');
    board.shadowRoot!.querySelector<HTMLElement>(`.card[data-deal="${b!.id}"]`)!.focus();
    hold(' ');
    await findCards(board, 'Proposal', ['A']);
    await until(() => saidBy(board).includes('A: moved to Proposal.'));
    expect(focused()?.textContent).to.contain('B');
    hold(' ');
    await until(() => !board.shadowRoot!.querySelector('.hand'), 'the card is still in the hand');
  });

  it('goes where the menu says, also within its column', async () => {
    const board = await showBoard(aBoardWorld([...three(), proposed('P')]));
    (await findCard(board, 'B')).focus();
    await press('m');
    await until(() => focused()?.getAttribute('role') === 'menuitem');
    await press('Escape');
    await until(() => focused()?.textContent?.includes('B') && !byRole(board, '[role=menu]'));
    await choose(board, 'C', 'Top of the column');
    await findCards(board, 'Qualified', ['C', 'A', 'B']);
    await choose(board, 'C', 'Down');
    await findCards(board, 'Qualified', ['A', 'C', 'B']);
    await choose(board, 'A', 'Bottom of the column');
    await findCards(board, 'Qualified', ['C', 'B', 'A']);
    await choose(board, 'B', 'Proposal');
    await findCards(board, 'Proposal', ['B', 'P']);
  });

  it('selects with keys and moves all that are selected', async () => {
    const board = await showBoard(aBoardWorld([...three(), proposed('P')]));
    (await findCard(board, 'A')).focus();
    await press('x');
    await findByRole(board, '.chosen', '1 selected');
    hold('ArrowDown', { shiftKey: true });
    await findByRole(board, '.chosen', '2 selected');
    (await findByRole(board, 'button', 'Move to…')).click();
    (await findByRole(board, '[role=menuitem]', 'Proposal')).click();
    await findCards(board, 'Proposal', ['A', 'B', 'P']);
  });

  it('covers no card with what says how many are selected, and keeps the last one chosen in view', async () => {
    const board = await showBoard(aBoardWorld(manyDeals(12)));
    const first = await findCard(board, '');
    const cards = first.closest('.cards')!;
    first.focus();
    await press('End');
    await until(() => focused() !== first && focused()?.matches('.card'));
    await press('x');
    const bar = await findByRole(board, '.chosen', '1 selected');
    await until(() => {
      const last = cards.querySelector('.card.selected');
      return last !== null && last.getBoundingClientRect().bottom <= bar.getBoundingClientRect().top;
    }, 'the card is under the bar');
    expect(cards.getBoundingClientRect().bottom).to.be.at.most(bar.getBoundingClientRect().top + 0.5);
  });

  it('gives a deal to somebody else where it is put into their lane', async () => {
    const mine = aDeal({ name: 'Mine' });
    const world = aBoardWorld([mine, aDeal({ name: 'Hers', owner: lena.id })]);
    const board = await showBoard(world, { groupBy: 'owner' });
    await findByRole(board, '.lane', 'Lena Brandt');
    (await findCard(board, 'Mine')).focus();
    hold(' ');
    await until(() => saidBy(board).includes('Picked up Mine. Qualified of Mika Koski'));
    await press('ArrowUp');
    await until(() => saidBy(board).includes('of Lena Brandt'));
    await press('ArrowRight');
    hold(' ');
    await until(async () => (await world.deal(mine.id)).owner === lena.id);
    expect((await world.deal(mine.id)).stage).to.equal(proposal.id);
  });
});

describe('a move that is declined or taken back', () => {
  const refusing = (world: BoardWorld, id: string): void => {
    world.judge = (mutation) =>
      mutation.patches.some((patch) => patch.id === id)
        ? { id: mutation.id, status: 'refused', refusal: { ok: false, code: 'not-permitted' } }
        : undefined;
  };

  it('undoes itself alone and says why; it never sticks in the wrong column', async () => {
    const [a, b, c] = three();
    const world = aBoardWorld([a!, b!, c!, proposed('P')]);
    refusing(world, b!.id);
    let release = (): void => undefined;
    world.hold = new Promise((resolve) => (release = resolve));
    const board = await showBoard(world);
    await choose(board, 'B', 'Proposal');
    await findCards(board, 'Proposal', ['B', 'P']);
    // In the meantime somebody else moves another one, and so do I.
    await choose(board, 'C', 'Proposal');
    await world.other.write({
      command: 'deal.update',
      patches: [{ op: 'update', type: 'deal', id: a!.id, set: { name: 'A2' } }],
    });
    release();
    await findCards(board, 'Qualified', ['A2', 'B']);
    expect(cardsIn(board, 'Proposal')).to.deep.equal(['C', 'P']);
    await until(() => fault(board, 'B').includes('Not moved to Proposal: You may not change this.'));
    expect(saidBy(board)).to.contain('B was not moved to Proposal');
    expect(world.client.connection.getSnapshot().attention).to.have.length(0);
    byRole(board, 'button', 'Dismiss')!.click();
    await until(() => fault(board, 'B') === '');
  });

  it('gives way to somebody who was faster, and says so', async () => {
    const [a] = three();
    const world = aBoardWorld([a!]);
    let release = (): void => undefined;
    world.hold = new Promise((resolve) => (release = resolve));
    const board = await showBoard(world);
    const theirs = await showBoard({ client: world.other });
    await choose(board, 'A', 'Proposal');
    await findCards(board, 'Proposal', ['A']);
    await choose(theirs, 'A', 'Negotiation');
    await findCards(theirs, 'Negotiation', ['A']);
    await until(async () => (await world.deal(a!.id)).stage === negotiation.id);
    release();
    await findCards(board, 'Negotiation', ['A']);
    await until(() => fault(board, 'A').includes('somebody else moved it to Negotiation'));
    expect((await world.deal(a!.id)).stage).to.equal(negotiation.id);
  });

  it('is undone by the button and by Ctrl+Z: back to its place, that deal alone', async () => {
    const [a, b, c] = three();
    const world = aBoardWorld([a!, b!, c!, proposed('P')]);
    const board = await showBoard(world);
    const events = moved(board);
    await choose(board, 'B', 'Proposal');
    await findCards(board, 'Proposal', ['B', 'P']);
    await choose(board, 'C', 'Proposal');
    await findCards(board, 'Proposal', ['C', 'B', 'P']);
    (await findByRole(board, 'button', 'Undo')).click();
    await findCards(board, 'Qualified', ['A', 'C']);
    expect(cardsIn(board, 'Proposal')).to.deep.equal(['B', 'P']);
    await until(() => focused()?.textContent?.includes('C'), 'the focus is lost');
    await choose(board, 'A', 'Proposal');
    await findCards(board, 'Proposal', ['A', 'B', 'P']);
    await until(() => focused()?.classList.contains('card'));
    hold('z', { ctrlKey: true });
    await findCards(board, 'Qualified', ['A', 'C']);
    await until(() => events.filter((each) => each.endsWith('undone')).length === 2);
    expect((await world.deal(a!.id)).probability).to.equal(0.2);
  });

  it('is not undone where somebody has moved the deal since', async () => {
    const [a] = three();
    const world = aBoardWorld([a!]);
    const board = await showBoard(world);
    const theirs = await showBoard({ client: world.other });
    await choose(board, 'A', 'Proposal');
    await findCards(theirs, 'Proposal', ['A']);
    const undo = await findByRole(board, 'button', 'Undo');
    // With a hand on it, it stays however long the rest takes.
    undo.closest('.toast')!.dispatchEvent(new PointerEvent('pointerenter'));
    await choose(theirs, 'A', 'Negotiation');
    await findCards(board, 'Negotiation', ['A']);
    undo.click();
    await findText(board, 'A has been changed since, so it stays where it is.');
    expect((await world.deal(a!.id)).stage).to.equal(negotiation.id);
  });

  it('offers to undo only what the rules let come back', async () => {
    const stages = [{ ...qualified, returnable: false }, proposal, negotiation, won, lost];
    const board = await showBoard(aBoardWorld(three(), stages));
    await choose(board, 'A', 'Proposal');
    await findText(board, 'A: moved to Proposal.');
    expect(Boolean(byRole(board, 'button', 'Undo'))).to.equal(false);
    await choose(board, 'A', 'Negotiation');
    await findByRole(board, 'button', 'Undo');
  });

  it('says which rule keeps it from a stage', async () => {
    const stages = [qualified, { ...proposal, skippable: false }, { ...negotiation, returnable: false }, won, lost];
    const board = await showBoard(aBoardWorld(three(), stages));
    await choose(board, 'A', 'Negotiation');
    await until(() => fault(board, 'A').includes('Proposal can’t be skipped'));
    expect(cardsIn(board, 'Qualified')).to.deep.equal(['A', 'B', 'C']);
  });

  it('can be kept by the page', async () => {
    const board = await showBoard(aBoardWorld(three()));
    const asked: string[] = [];
    board.addEventListener('crm-deal-move', (event) => {
      asked.push(`${event.deals.map(({ name }) => name).join()} to ${event.to.stage.name}`);
      event.preventDefault();
    });
    await choose(board, 'A', 'Proposal');
    await until(() => asked.length === 1);
    await frame();
    expect(asked).to.deep.equal(['A to Proposal']);
    expect(cardsIn(board, 'Qualified')).to.deep.equal(['A', 'B', 'C']);
  });
});

describe('under two people’s hands', () => {
  it('what others do moves nothing under the hand, and shows elsewhere', async () => {
    const [a, b, c] = three();
    const [p, q, r] = [proposed('P'), proposed('Q'), proposed('R')];
    const world = aBoardWorld([a!, b!, c!, p, q, r, aDeal({ name: 'N', stage: negotiation.id })]);
    const board = await showBoard(world);
    const theirs = await showBoard({ client: world.other });
    await findCards(board, 'Proposal', ['P', 'Q', 'R']);
    const hand = await lift(board, await findCard(board, 'B'));
    await hand.to(slotIn(board, 'Proposal', 1));
    const height = (name: string): number =>
      middleOf(byRole(board, '.card[data-deal]', name)!).y - board.getBoundingClientRect().top;
    const before = height('Q');
    await choose(theirs, 'A', 'Proposal');
    await choose(theirs, 'P', 'Negotiation');
    await world.other.update('deal', q.id, { name: 'Q2' });
    await findCards(board, 'Negotiation', ['P', 'N']);
    await findCard(board, 'Q2');
    expect(cardsIn(board, 'Proposal')).to.deep.equal(['P', 'Q2', 'R']);
    expect(height('Q2')).to.equal(before);
    await hand.drop(slotIn(board, 'Proposal', 1));
    await findCards(board, 'Proposal', ['A', 'B', 'Q2', 'R']);
  });

  it('a card that somebody else takes out of the hand shows where they put it, once it is let go', async () => {
    const [a, b, c] = three();
    const world = aBoardWorld([a!, b!, c!, aDeal({ name: 'N', stage: negotiation.id })]);
    const board = await showBoard(world);
    const hand = await lift(board, await findCard(board, 'B'));
    await hand.to(slotIn(board, 'Proposal', 0));
    await choose(await showBoard({ client: world.other }), 'B', 'Negotiation');
    // Its column has heard of it, and leaves it to the hand.
    await until(() => byRole(board, 'heading', 'Negotiation, 2 deals'), 'the count is not that of two');
    expect(cardsIn(board, 'Negotiation')).to.deep.equal(['N']);
    await hand.drop(slotIn(board, 'Proposal', 0));
    await findCards(board, 'Negotiation', ['B', 'N']);
    await findCards(board, 'Qualified', ['A', 'C']);
    await until(() => saidBy(board).includes('B was moved to Negotiation by somebody else'));
  });

  it('a card that somebody else takes away leaves the focus to itself, or to a neighbour', async () => {
    const [a, b, c] = three();
    const world = aBoardWorld([a!, b!, c!]);
    const board = await showBoard(world);
    const card = await findCard(board, 'B');
    card.focus();
    await world.other.delete('deal', b!.id);
    await findCards(board, 'Qualified', ['A', 'C']);
    await until(() => focused()?.textContent?.includes('C'), 'the focus is lost');
  });
});

describe('a move short of what the stage asks', () => {
  it('asks for just what is missing, by its kind, and then completes', async () => {
    const deal = aDeal({ name: 'Short', amount: null, company: nordwind.id });
    const stages = withRequirements([
      { kind: 'field', field: 'amount' },
      { kind: 'field', field: 'expectedCloseDate' },
      { kind: 'related', related: 'primaryContact', atLeast: 1 },
      { kind: 'related', related: 'lineItems', atLeast: 1 },
      { kind: 'checklist', item: 'Budget confirmed' },
    ]);
    const world = aBoardWorld([deal], stages);
    const board = await showBoard(world);
    await choose(board, 'Short', 'Proposal');
    await findText(board, 'Proposal needs more first');
    const dialog = byRole(board, 'dialog')!;
    (await findByRole(board, 'button', 'Move to Proposal')).click();
    await until(() => dialog.querySelectorAll('[aria-invalid=true]').length > 3, 'nothing was found missing');
    expect(focused()?.getAttribute('name')).to.equal('amount');
    const field = (name: string): HTMLElement => dialog.querySelector<HTMLElement>(`[name="${name}"]`)!;
    type(field('amount'), '1250.5');
    type(field('expectedCloseDate'), '2026-12-18');
    await until(
      () => dialog.querySelector(`[type=radio][value="${ana.id}"]`),
      'the people of the company are not offered',
    );
    dialog.querySelector<HTMLInputElement>(`[type=radio][value="${ana.id}"]`)!.click();
    type(field('itemName'), 'Licences');
    type(field('itemPrice'), '100');
    dialog.querySelector<HTMLInputElement>('[type=checkbox]')!.click();
    byRole(board, 'button', 'Move to Proposal')!.click();
    await findCards(board, 'Proposal', ['Short']);
    await until(async () => (await world.deal(deal.id)).stage === proposal.id);
    const now = await world.deal(deal.id);
    expect(now.amount).to.deep.equal({ amount: 125_050, currency: 'EUR' });
    expect(now).to.include({ expectedCloseDate: '2026-12-18', contact: ana.id });
    expect(now.checklist).to.deep.equal(['Budget confirmed']);
    await until(() => focused()?.textContent?.includes('Short'), 'the focus is lost');
  });

  it('leaves it where it is when the reader gives up', async () => {
    const board = await showBoard(aBoardWorld(three(), withRequirements([{ kind: 'field', field: 'competitor' }])));
    const hand = await lift(board, await findCard(board, 'A'));
    await hand.drop(slotIn(board, 'Proposal', 0));
    await findText(board, 'Proposal needs more first');
    byRole(board, 'button', 'Cancel')!.click();
    await until(() => !byRole(board, 'dialog'));
    expect(cardsIn(board, 'Qualified')).to.deep.equal(['A', 'B', 'C']);
    await until(() => focused()?.textContent?.includes('A'), 'the focus is lost');
  });

  it('asks for an approval, and leaves the deal until it is given', async () => {
    const world = aBoardWorld([aDeal({ name: 'A' })], withRequirements([{ kind: 'approval', by: 'Sales desk' }]));
    const board = await showBoard(world);
    await choose(board, 'A', 'Proposal');
    (await findByRole(board, 'button', 'Ask for approval')).click();
    await findText(board, 'The deal can move on once it is approved');
    expect(byRole(board, 'button', 'Move to Proposal')).to.equal(undefined);
    byRole(board, 'button', 'Close')!.click();
    await until(() => !byRole(board, 'dialog'));
    const { records } = await world.store
      .backendFor({ tenant: 'test', role: 'agent', user: mika.id })
      .query({ type: 'dealApproval' });
    expect(records).to.have.length(1);
    expect(cardsIn(board, 'Qualified')).to.deep.equal(['A']);
  });

  it('asks how a deal was won, and writes it down', async () => {
    const deal = aDeal({ name: 'A' });
    const world = aBoardWorld([deal]);
    const board = await showBoard(world);
    await choose(board, 'A', 'Won');
    const dialog = await findByRole(board, 'dialog');
    await until(() => dialog.querySelector<HTMLInputElement>('[name=amount]')?.value === '1000.00');
    type(dialog.querySelector('[name=amount]')!, '990');
    type(dialog.querySelector('[name=date]')!, '2026-11-20');
    byRole(board, 'button', 'Mark as won')!.click();
    await findCards(board, 'Won', ['A']);
    await until(async () => (await world.deal(deal.id)).status === 'won');
    const now = await world.deal(deal.id);
    expect(now.amount).to.deep.equal({ amount: 99_000, currency: 'EUR' });
    expect(now).to.include({ probability: 1 });
    expect(now.closedAt?.slice(0, 10)).to.equal('2026-11-20');
    (await findByRole(board, 'button', 'Undo')).click();
    await findCards(board, 'Qualified', ['A']);
    await until(async () => (await world.deal(deal.id)).status === 'open');
    expect(await world.deal(deal.id)).to.deep.include({
      amount: { amount: 100_000, currency: 'EUR' },
      probability: 0.2,
    });
  });

  it('asks why a deal was lost; opened again it is open', async () => {
    const deal = aDeal({ name: 'A' });
    const world = aBoardWorld([deal]);
    const board = await showBoard(world, { collapsed: 'none' });
    await choose(board, 'A', 'Lost');
    const submit = await findByRole(board, 'button', 'Mark as lost');
    submit.click();
    await findText(board, 'Please fill this in.');
    const dialog = byRole(board, 'dialog')!;
    type(dialog.querySelector('[name=reason]')!, 'Price');
    type(dialog.querySelector('[name=competitor]')!, 'Lagerwerk');
    submit.click();
    await findCards(board, 'Lost', ['A']);
    await until(async () => (await world.deal(deal.id)).status === 'lost');
    expect(await world.deal(deal.id)).to.include({ lossReason: 'Price', competitor: 'Lagerwerk', probability: 0 });
    await choose(board, 'A', 'Won');
    await until(() => fault(board, 'A').includes('reopened first') || byRole(board, 'dialog'));
    byRole(board, 'button', 'Mark as won')?.click();
    await until(() => fault(board, 'A').includes('has to be reopened first'));
    await choose(board, 'A', 'Qualified');
    await findCards(board, 'Qualified', ['A']);
    await until(async () => (await world.deal(deal.id)).status === 'open');
    expect(textOf(board)).not.to.contain('undefined');
    expect(allByRole(board, '.card[data-deal]')).to.have.length(1);
  });
});
