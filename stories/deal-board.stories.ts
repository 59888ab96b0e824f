import type { Client } from '@rapport/client';
import type { Deal, Filter } from '@rapport/core';
import { createMemoryStore } from '@rapport/core/memory';
import '@rapport/elements/define/deal-board';
import { rankColumn } from '@rapport/core/pipeline';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import {
  type FrameArgs,
  ago,
  altered,
  aRecord,
  clock,
  directSales,
  failing,
  find,
  flagship,
  frame,
  frameArgs,
  frameArgTypes,
  idOf,
  mika,
  newId,
  pipelineRecords,
  pipelineStages,
  pipelineStore,
  refusing,
  renewals,
  sampleClient,
  silent,
  stale,
} from './sample/index.ts';

interface Args extends FrameArgs {
  pipeline: string | undefined;
  groupBy: 'owner' | undefined;
  readonly: boolean;
  collapsed: string | undefined;
  where: Filter | undefined;
  height: number;
}

const sales = (backendOf?: Parameters<typeof sampleClient>[1]): Client => sampleClient(pipelineStore(), backendOf);

const meta: Meta<Args> = {
  title: 'Deal board',
  component: 'crm-deal-board',
  args: {
    ...frameArgs(() => sales(), 1160),
    pipeline: undefined,
    groupBy: undefined,
    readonly: false,
    collapsed: undefined,
    where: undefined,
    height: 560,
  },
  argTypes: {
    groupBy: { control: 'inline-radio', options: [undefined, 'owner'] },
    ...frameArgTypes,
    where: { table: { disable: true } },
  },
  render: ({ pipeline, groupBy, density, readonly, collapsed, where, client, dark, lang, width, height }) =>
    frame(
      html`<crm-deal-board
        style=${`--crm-deal-board-block-size:${height}px`}
        time-zone="Europe/Berlin"
        user=${mika}
        pipeline=${pipeline ?? nothing}
        group-by=${groupBy ?? nothing}
        density=${density ?? nothing}
        collapsed=${collapsed ?? nothing}
        ?readonly=${readonly}
        .where=${where}
        .client=${client()}
      ></crm-deal-board>`,
      { dark, lang, width },
    ),
};
export default meta;
type Story = StoryObj<Args>;

const boardOf = (canvas: HTMLElement): HTMLElementTagNameMap['crm-deal-board'] =>
  canvas.querySelector('crm-deal-board')!;
const card = (canvas: HTMLElement, words: string): Promise<HTMLElement> => find(canvas, '.card[data-deal]', words);
const shown: Story['play'] = async ({ canvasElement }) => {
  await find(canvasElement, 'h3', 'Qualified');
  await find(canvasElement, '.card[data-deal]');
  await find(canvasElement, '.sums', '·');
};
const columnOf = (canvas: HTMLElement, stage: string): HTMLElement =>
  [...boardOf(canvas).shadowRoot!.querySelectorAll<HTMLElement>('.column')].find(
    (column) => column.querySelector('.title')?.textContent === stage,
  )!;
const isIn = (canvas: HTMLElement, stage: string, deal: string): Promise<void> =>
  waitFor(() => expect(columnOf(canvas, stage).querySelector(`[data-deal="${deal}"]`)).toBeTruthy());

/** Opens a card's menu and chooses a stage. */
async function choose(canvas: HTMLElement, words: string, item: string): Promise<string> {
  const chosen = await card(canvas, words);
  const deal = chosen.dataset['deal']!;
  await userEvent.click(chosen.querySelector('.more')!);
  await userEvent.click(await find(canvas, '[role=menuitem]', item));
  return deal;
}

export const Ready: Story = { play: shown };
export const Dark: Story = { args: { dark: true }, play: shown };
export const Compact: Story = { args: { density: 'compact' }, play: shown };
export const German: Story = {
  args: { lang: 'de' },
  play: async ({ canvasElement }) => void (await find(canvasElement, '.sums', 'gewichtet')),
};
export const ArabicRightToLeft: Story = {
  args: { lang: 'ar' },
  play: async ({ canvasElement }) => void (await find(canvasElement, '.chip', 'صفقاتي')),
};
/** 320 pixels: one column and the beginning of the next, and everything by touch. */
export const Narrow: Story = { args: { width: 320 }, play: shown };
export const NarrowDark: Story = { args: { width: 320, dark: true, lang: 'de' } };

/** Several pipelines: the reader chooses. */
export const AnotherPipeline: Story = {
  args: { pipeline: renewals },
  play: async ({ canvasElement }) => {
    await find(canvasElement, 'h3', 'Upcoming');
    const picker = (await find(canvasElement, 'select.pipeline')) as HTMLSelectElement;
    await userEvent.selectOptions(picker, directSales);
    await find(canvasElement, 'h3', 'Qualified');
  },
};

/** Amounts in euros, dollars and yen; sums in one currency, at the rates there are. */
export const ManyCurrencies: Story = {
  play: async ({ canvasElement }) => {
    await card(canvasElement, '$');
    await card(canvasElement, '¥');
    await find(canvasElement, '.sum', '€');
  },
};

export const ByOwner: Story = {
  args: { groupBy: 'owner' },
  play: async ({ canvasElement }) => {
    await find(canvasElement, '.lane', 'Mika Koski');
    await find(canvasElement, '.lane', 'No owner');
  },
};
export const ByOwnerDark: Story = { args: { groupBy: 'owner', dark: true } };
export const ByOwnerRightToLeft: Story = { args: { groupBy: 'owner', lang: 'ar' } };
export const ByOwnerNarrow: Story = { args: { groupBy: 'owner', width: 320 } };

/** Closed columns can be collapsed: they then ask for nothing. */
export const Collapsed: Story = {
  args: { collapsed: 'won lost' },
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, '.unfold', 'Won'));
    await waitFor(() => expect(columnOf(canvasElement, 'Won').querySelector('.card[data-deal]')).toBeTruthy());
  },
};

export const Filtered: Story = {
  args: { where: { field: 'company.name', op: 'startsWith', value: 'Nord' } },
  play: async ({ canvasElement }) => {
    await card(canvasElement, 'Nordwind');
    await expect(boardOf(canvasElement).shadowRoot!.textContent).not.toContain('Helios');
  },
};

export const Searched: Story = {
  play: async ({ canvasElement }) => {
    await shown!({ canvasElement } as never);
    await userEvent.type(await find(canvasElement, 'input[type=search]'), 'Helios');
    await waitFor(() =>
      expect(
        [...boardOf(canvasElement).shadowRoot!.querySelectorAll('.card[data-deal]')].every((each) =>
          each.textContent?.includes('Helios'),
        ),
      ).toBe(true),
    );
  },
};

export const NothingFits: Story = {
  args: { where: undefined },
  play: async ({ canvasElement }) => {
    await shown!({ canvasElement } as never);
    await userEvent.type(await find(canvasElement, 'input[type=search]'), 'zebra');
    await find(canvasElement, '.problem', 'No deal matches');
  },
};

/** What wants attention says why to whoever comes near. */
export const Rotting: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.hover(await find(canvasElement, '.mark', 'Quiet'));
    await find(canvasElement, '.why', 'Nothing has happened');
  },
};
export const OnlyRotting: Story = {
  play: async ({ canvasElement }) => {
    await find(canvasElement, '.mark', 'Quiet');
    await userEvent.click(await find(canvasElement, '.chip', 'Rotting'));
    await waitFor(() =>
      expect(columnOf(canvasElement, 'Qualified').querySelectorAll('.card[data-deal]').length).toBe(0),
    );
    await find(canvasElement, '.mark', 'Quiet');
  },
};

/** A card in the hand: a picture of it, its place, and a line where it would be dropped. */
export const Lifted: Story = { play: async ({ canvasElement }) => lifted(canvasElement) };
export const LiftedDark: Story = { args: { dark: true }, play: async ({ canvasElement }) => lifted(canvasElement) };
async function lifted(canvas: HTMLElement): Promise<void> {
  const held = await card(canvas, 'Helios');
  const from = held.getBoundingClientRect();
  const pointer = (type: string, target: EventTarget, x: number, y: number): void => {
    target.dispatchEvent(
      new PointerEvent(type, {
        bubbles: true,
        composed: true,
        cancelable: true,
        pointerId: 1,
        clientX: x,
        clientY: y,
        button: 0,
      }),
    );
  };
  pointer('pointerover', held, from.left + 40, from.top + 20);
  pointer('pointerdown', held, from.left + 40, from.top + 20);
  const column = columnOf(canvas, 'Discovery').getBoundingClientRect();
  await waitFor(() => {
    pointer('pointermove', window, column.left + 90, column.top + 180);
    expect(boardOf(canvas).shadowRoot!.querySelector('.ghost')).toBeTruthy();
  });
  await waitFor(() => expect(columnOf(canvas, 'Discovery').classList.contains('over')).toBe(true));
}

/** Picked up by Space, led by arrows. */
export const Grabbed: Story = {
  play: async ({ canvasElement }) => {
    (await card(canvasElement, 'Helios')).focus();
    await find(canvasElement, '.card[tabindex="0"]', 'Helios');
    await waitFor(async () => {
      await userEvent.keyboard(' ');
      await find(canvasElement, '.ghost');
    });
    await userEvent.keyboard('{ArrowRight}{ArrowDown}');
    await find(canvasElement, '.unseen', 'Discovery, place 3');
  },
};

export const Menu: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click((await card(canvasElement, 'Helios')).querySelector('.more')!);
    await find(canvasElement, '[role=menu]', 'Discovery');
  },
};

export const Moved: Story = {
  play: async ({ canvasElement }) => {
    const deal = await choose(canvasElement, 'Helios', 'Discovery');
    await isIn(canvasElement, 'Discovery', deal);
    await find(canvasElement, '.toast', 'moved to Discovery');
    await userEvent.click(await find(canvasElement, '.undo'));
    await isIn(canvasElement, 'Qualified', deal);
  },
};
export const MovedDark: Story = {
  args: { dark: true },
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'Helios', 'Discovery');
    await find(canvasElement, '.toast');
  },
};

export const Selected: Story = {
  play: async ({ canvasElement }) => {
    for (const words of ['Helios', 'Kyushu']) {
      const chosen = await card(canvasElement, words);
      chosen.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, ctrlKey: true }));
      await waitFor(() => expect(chosen.classList.contains('selected')).toBe(true));
    }
    await find(canvasElement, '.chosen', '2 selected');
  },
};

/** A move that falls short of what the stage asks: just what is missing, in place. */
export const Requirements: Story = {
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'Something for the new hall', 'Proposal');
    await find(canvasElement, 'dialog', 'Proposal needs more first');
    await userEvent.click(await find(canvasElement, 'dialog .primary'));
    await find(canvasElement, '.fault', 'Please fill this in');
  },
};
export const RequirementsDark: Story = {
  args: { dark: true, lang: 'de' },
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'Something for the new hall', 'Proposal');
    await find(canvasElement, 'dialog', 'Proposal verlangt');
  },
};
export const RequirementsNarrow: Story = {
  args: { width: 320, lang: 'ar' },
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'Something for the new hall', 'Proposal');
    await find(canvasElement, 'dialog');
  },
};

/** An approval and a checklist: the deal stays until they are given. */
export const Approval: Story = {
  play: async ({ canvasElement }) => {
    const deal = (await find(canvasElement, `[data-deal="${flagship}"]`)).dataset['deal']!;
    await choose(canvasElement, 'Framework agreement 2027', 'Contract');
    await find(canvasElement, 'dialog', 'Approval by Sales desk');
    await isIn(canvasElement, 'Negotiation', deal);
  },
};

export const Won: Story = {
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'Framework agreement 2027', 'Won');
    await find(canvasElement, 'dialog', 'Actual amount');
    await userEvent.click(await find(canvasElement, 'dialog .primary'));
    await isIn(canvasElement, 'Won', flagship);
  },
};
export const Lost: Story = {
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'Framework agreement 2027', 'Lost');
    await find(canvasElement, 'dialog', 'Reason');
  },
};

/** A move that the backend declines undoes itself alone and says why, on the card. */
export const Refused: Story = {
  args: { client: () => sales(refusing('not-permitted')) },
  play: async ({ canvasElement }) => {
    const deal = await choose(canvasElement, 'Helios', 'Discovery');
    await find(canvasElement, '.fault', 'You may not change this');
    await isIn(canvasElement, 'Qualified', deal);
  },
};
export const RefusedDark: Story = { args: { ...Refused.args, dark: true }, play: Refused.play! };

/** A rule of the pipeline: Negotiation can't be skipped. */
export const Skipped: Story = {
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'Helios', 'Contract');
    await find(canvasElement, '.fault', 'Negotiation can’t be skipped');
  },
};

export const ReadOnly: Story = {
  args: { readonly: true },
  play: async ({ canvasElement }) => {
    await card(canvasElement, 'Helios');
    await expect(boardOf(canvasElement).shadowRoot!.querySelector('.more')).toBeNull();
  },
};

/** Figures that the backend could not take of every deal are marked. */
export const PartialTotals: Story = {
  args: {
    client: () =>
      sales(
        altered((backend) => ({
          aggregate: async (query, options) => ({
            ...(await backend.aggregate(query, options)),
            partial: query.type === 'deal',
          }),
        })),
      ),
  },
  play: async ({ canvasElement }) => void (await find(canvasElement, '.sum', 'or more')),
};

/** Thousands of deals in a column: a page at a time, and few of them drawn. */
export const Thousands: Story = {
  args: {
    client: () => {
      const [first] = pipelineStages;
      const many = Array.from(
        { length: 4_000 },
        (_, index) =>
          aRecord('deal', idOf(60, index + 1), {
            name: `Deal ${index + 1}`,
            pipeline: directSales,
            stage: first!.id,
            status: 'open',
            owner: mika,
            amount: { amount: 1_000_00 + index * 100, currency: 'EUR' },
            probability: 0.1,
            probabilitySource: 'stage',
            enteredStageAt: ago(index % 20_000),
            nextStep: 'Call',
          }) as Deal,
      );
      const ranks = new Map(rankColumn(many).map(({ deal, rank }) => [deal.id, rank]));
      const ranked = many.map((deal) => ({ ...deal, rank: ranks.get(deal.id) ?? null }));
      return sampleClient(
        createMemoryStore({ clock, newId, timeZone: 'Europe/Berlin', records: [...pipelineRecords, ...ranked] }),
      );
    },
  },
  play: async ({ canvasElement }) => {
    await find(canvasElement, 'h3', '4,0');
    await expect(columnOf(canvasElement, 'Qualified').querySelectorAll('.card').length).toBeLessThan(30);
  },
};

export const Loading: Story = { args: { client: () => sales(silent) } };
export const LoadingDark: Story = { args: { client: () => sales(silent), dark: true } };
export const Empty: Story = {
  args: {
    client: () =>
      sampleClient(
        createMemoryStore({
          clock,
          newId,
          timeZone: 'Europe/Berlin',
          records: pipelineRecords.filter(({ type }) => type === 'pipeline' || type === 'stage'),
        }),
      ),
  },
  play: async ({ canvasElement }) => void (await find(canvasElement, '.problem', 'No deals yet')),
};
export const NoPipeline: Story = {
  args: { client: () => sampleClient(createMemoryStore({ clock, newId, records: [] })) },
  play: async ({ canvasElement }) => void (await find(canvasElement, '.problem', 'No pipeline yet')),
};
export const Failed: Story = {
  args: { client: () => sales(failing('server')) },
  play: async ({ canvasElement }) => void (await find(canvasElement, '.problem', 'Something went wrong')),
};
export const NotPermitted: Story = {
  args: { client: () => sales(failing('not-permitted', ['deal'])) },
  play: async ({ canvasElement }) => void (await find(canvasElement, '.problem', 'Your role does not include this')),
};
export const NotFound: Story = {
  args: { pipeline: 'erp:unknown' },
  play: async ({ canvasElement }) => void (await find(canvasElement, '.problem', 'erp:unknown')),
};
export const Offline: Story = {
  args: { client: () => sales(failing('offline')) },
  play: async ({ canvasElement }) => void (await find(canvasElement, '.problem', 'No connection')),
};

const broken = stale(sales, 'crm-deal-board', '.card', 'Helios');
/** The connection was lost: what was loaded last stays, and moves wait. */
export const Stale: Story = {
  ...broken,
  play: async (context) => {
    await broken.play(context);
    void boardOf(context.canvasElement).client?.update('deal', flagship, { nextStep: 'Sign' });
    await find(context.canvasElement, '.card', 'Helios');
  },
};
