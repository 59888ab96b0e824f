import { expect } from '@open-wc/testing';
import { seededRandom } from '@rapport/core/pipeline';
import {
  aBoardWorld,
  aDeal,
  cardsIn,
  findByRole,
  findCard,
  mika,
  proposal,
  showBoard,
  until,
} from '../testing/index.ts';
import './define.ts';
import type { CrmDealBoard } from './index.ts';

const stages = ['Qualified', 'Proposal', 'Negotiation'];

describe('two people at one board', () => {
  it('agree with each other and with the server after moves at random, some of them refused: no card is lost, doubled or stuck', async () => {
    const deals = ['A', 'B', 'C', 'D', 'E', 'F'].map((name, index) =>
      aDeal({ name, ...(index > 3 ? { stage: proposal.id, probability: 0.5 } : {}) }),
    );
    const random = seededRandom(20_261_122);
    const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!;
    const world = aBoardWorld(deals);
    let refused = 0;
    world.judge = ({ id }) => {
      if (random() > 0.2) return undefined;
      refused++;
      return { id, status: 'refused', refusal: { ok: false, code: 'not-permitted' } };
    };
    const boards = [await showBoard(world), await showBoard({ client: world.other })];
    for (const board of boards) await findCard(board, 'A');

    for (let move = 0; move < 40; move++) {
      const board = pick(boards);
      const deal = pick(['A', 'B', 'C', 'D', 'E', 'F']);
      (await findCard(board, deal)).querySelector<HTMLElement>('.more')!.click();
      await findByRole(board, '[role=menuitem]');
      const items = [...board.shadowRoot!.querySelectorAll<HTMLElement>('[role=menuitem]:not([aria-disabled=true])')];
      pick(
        items.filter((item) => /Qualified|Proposal|Negotiation|column|Up|Down/.test(item.textContent ?? '')),
      ).click();
      // Most moves are made before the ones before are answered.
      if (random() < 0.3) await new Promise((resolve) => requestAnimationFrame(resolve));
    }

    const backend = world.store.backendFor({ tenant: 'test', role: 'agent', user: mika.id });
    const shown = (board: CrmDealBoard): string => JSON.stringify(stages.map((stage) => cardsIn(board, stage)));
    const stored = async (): Promise<string> => {
      const { records } = await backend.query({ type: 'deal', orderBy: [{ field: 'rank', direction: 'asc' }] });
      const ids = (await backend.query({ type: 'stage', orderBy: [{ field: 'position', direction: 'asc' }] })).records;
      return JSON.stringify(
        stages.map((name) =>
          records
            .filter(({ stage }) => stage === ids.find((each) => each['name'] === name)?.id)
            .map((deal) => String(deal['name'])),
        ),
      );
    };
    await until(async () => {
      const server = await stored();
      return boards.every((board) => shown(board) === server);
    }, 'the boards and the server differ');
    const names = (JSON.parse(await stored()) as string[][]).flat().sort();
    expect(names).to.deep.equal(['A', 'B', 'C', 'D', 'E', 'F']);
    expect(refused).to.be.greaterThan(0);
    expect(world.client.connection.getSnapshot().attention).to.have.length(0);
  }).timeout(60_000);
});
