import type { Client } from '@rapport/client';
import type { TimelineSource } from '@rapport/core';
import '@rapport/elements/define/timeline';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import {
  type FrameArgs,
  ago,
  ana,
  failing,
  find,
  frame,
  frameArgs,
  frameArgTypes,
  manyActivities,
  refusing,
  sampleClient,
  sampleStore,
  stale,
  troubles,
} from './sample/index.ts';

interface Args extends FrameArgs {
  contact: string;
  readonly: boolean;
  sources: readonly TimelineSource[];
}

const ofContact = (backendOf?: Parameters<typeof sampleClient>[1]): Client => sampleClient(undefined, backendOf);
const trouble = troubles(ofContact);

const meta: Meta<Args> = {
  title: 'Timeline',
  component: 'crm-timeline',
  args: {
    ...frameArgs(() => sampleClient(), 440),
    contact: 'erp:10042',
    readonly: false,
    sources: [],
  },
  argTypes: {
    ...frameArgTypes,
    sources: { table: { disable: true } },
  },
  render: ({ contact, density, readonly, sources, client, dark, lang, width }) =>
    frame(
      html`<crm-timeline
        contact=${contact}
        time-zone="Europe/Berlin"
        density=${density ?? nothing}
        ?readonly=${readonly}
        .sources=${sources}
        .client=${client()}
      ></crm-timeline>`,
      { dark, lang, width },
    ),
};
export default meta;
type Story = StoryObj<Args>;

const shown = async (canvas: HTMLElement): Promise<HTMLElement> =>
  find(canvas, '[role=article]', 'Framework agreement 2027');

export const Ready: Story = { play: async ({ canvasElement }) => void (await shown(canvasElement)) };
export const Dark: Story = {
  args: { dark: true },
  play: async ({ canvasElement }) => void (await shown(canvasElement)),
};
export const Compact: Story = { args: { density: 'compact' } };
export const German: Story = {
  args: { lang: 'de' },
  play: async ({ canvasElement }) => void (await find(canvasElement, '.compose', 'Notiz schreiben')),
};
export const ArabicRightToLeft: Story = {
  args: { lang: 'ar', contact: 'erp:10044' },
  play: async ({ canvasElement }) => void (await find(canvasElement, '.compose', 'اكتب ملاحظة')),
};
export const Narrow: Story = { args: { width: 320 } };
export const Wide: Story = { args: { width: 960 } };
export const ReadOnly: Story = { args: { readonly: true } };

export const ThousandsOfRows: Story = {
  args: { client: () => sampleClient(sampleStore(manyActivities(5_000))) },
  play: async ({ canvasElement }) => {
    await shown(canvasElement);
    await expect(
      canvasElement.querySelector('crm-timeline')!.shadowRoot!.querySelectorAll('[role=article]').length,
    ).toBeLessThan(100);
  },
};

/** Page visits of one morning are one entry, until somebody wants to see each. */
export const OpenBurst: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, '.burst button', 'Show them'));
    await find(canvasElement, '[role=article]', 'Label formats');
  },
};

/** A newsletter in its frame: styled as it was sent, with nothing from the network until the reader asks for it. */
export const ForeignMessage: Story = {
  play: async ({ canvasElement }) => {
    const item = await find(canvasElement, '[role=article]', 'Your newsletter');
    await userEvent.click(item.querySelector('button')!);
    const foreign = (await find(canvasElement, 'iframe')) as HTMLIFrameElement;
    await waitFor(() => expect(foreign.contentDocument?.body.textContent).toContain('November in the warehouse'));
    await find(canvasElement, 'button', 'Load remote images');
    item.scrollIntoView({ block: 'nearest' });
  },
};

const orders: TimelineSource = {
  id: 'orders',
  label: 'ERP orders',
  load: async () => ({
    end: true,
    items: [
      {
        id: '1',
        source: 'orders',
        kind: 'order',
        occurredAt: ago(140),
        title: 'SO-10431',
        amount: { amount: 96_500, currency: 'EUR' },
        link: 'https://erp.example/orders/10431',
        facts: [{ label: 'status', value: 'Shipped', tone: 'good' }],
      },
      {
        id: '2',
        source: 'orders',
        kind: 'delivery',
        occurredAt: ago(60),
        title: 'Two pallets on their way',
        facts: [{ label: 'Carrier', value: 'Hafen Express' }],
      },
    ],
  }),
};
export const HostSource: Story = {
  args: { sources: [orders] },
  play: async ({ canvasElement }) => void (await find(canvasElement, 'a', 'SO-10431')),
};

export const MissingSource: Story = {
  args: { sources: [{ ...orders, load: () => Promise.reject(new Error('A story of failure.')) }] },
  play: async ({ canvasElement }) => {
    await shown(canvasElement);
    await find(canvasElement, '.missing', 'ERP orders did not answer');
  },
};

export const Composing: Story = {
  play: async ({ canvasElement }) => {
    (await shown(canvasElement)).focus();
    await userEvent.keyboard('n');
    await userEvent.type(await find(canvasElement, 'textarea'), 'Talked about the volume tiers.');
  },
};
export const LoggingACall: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, '.compose'));
    await userEvent.click(
      await find(canvasElement, 'input[type=radio][value=call], .kinds label:nth-of-type(2) input'),
    );
    await userEvent.type(await find(canvasElement, 'input[type=number]'), '12');
    await userEvent.type(await find(canvasElement, 'textarea'), 'Wants the offer by Thursday.');
    await userEvent.click(await find(canvasElement, 'button', 'Save'));
    await find(canvasElement, '[role=article]', 'Wants the offer by Thursday.');
  },
};
export const NewTask: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, '.compose'));
    await userEvent.click(await find(canvasElement, '.kinds label:nth-of-type(4) input'));
    await find(canvasElement, 'input[aria-label="What is to be done?"]');
  },
};

/** What was written is not among what is shown: that is said, with a way to see it. */
export const HiddenByTheFilter: Story = {
  play: async ({ canvasElement }) => {
    await shown(canvasElement);
    await userEvent.click(await find(canvasElement, 'button.chip', 'Calls'));
    await userEvent.click(await find(canvasElement, '.compose'));
    await userEvent.type(await find(canvasElement, 'textarea'), 'Talked about the volume tiers.');
    await userEvent.click(await find(canvasElement, 'button', 'Save'));
    await find(canvasElement, '[role=status]', 'Saved; hidden by the filter.');
  },
};

/** The backend declined what was written: it is kept, with the reason, to be written anew or let go. */
export const RefusedEntry: Story = {
  args: { client: () => sampleClient(undefined, refusing('not-permitted')) },
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, '.compose'));
    await userEvent.type(await find(canvasElement, 'textarea'), 'Talked about the volume tiers.');
    await userEvent.click(await find(canvasElement, 'button', 'Save'));
    await find(canvasElement, '[role=alert]', 'Talked about the volume tiers.');
  },
};

/** Somebody else logs a call while the reader is further down: nothing moves, and a way up is offered. */
export const NewItems: Story = {
  args: {
    client: () => {
      const store = sampleStore(manyActivities(200));
      const client = sampleClient(store);
      others.set(client, sampleClient(store));
      return client;
    },
  },
  play: async ({ canvasElement }) => {
    await shown(canvasElement);
    const timeline = canvasElement.querySelector('crm-timeline')!;
    const feed = await find(canvasElement, '[role=feed]');
    feed.scrollTop = 700;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await others.get(timeline.client!)!.create('activity', {
      kind: 'call',
      occurredAt: ago(1),
      contact: ana,
      direction: 'inbound',
      body: 'Called back.',
    });
    await find(canvasElement, 'button.pill', '1 new');
  },
};
const others = new WeakMap<Client, Client>();

/** From a day that the reader went to: what is later is a button away, or the way up. */
export const FromADay: Story = {
  args: { client: () => sampleClient(sampleStore(manyActivities(200))) },
  play: async ({ canvasElement }) => {
    await shown(canvasElement);
    await userEvent.click(await find(canvasElement, 'button.tool', 'Jump to a date'));
    const day = (await find(canvasElement, '#day')) as HTMLInputElement;
    day.value = ago(15 * 24 * 60).slice(0, 10);
    day.dispatchEvent(new Event('change'));
    await find(canvasElement, 'button', 'Show later entries');
  },
};

export const NothingMatches: Story = {
  play: async ({ canvasElement }) => {
    await shown(canvasElement);
    await userEvent.click(await find(canvasElement, 'button', 'Search'));
    await userEvent.type(await find(canvasElement, 'input[type=search]'), 'zebra');
    await find(canvasElement, '.problem', 'Nothing matches');
  },
};

export const Loading: Story = trouble.loading;
export const Empty: Story = {
  args: { contact: 'erp:10043' },
  play: async ({ canvasElement }) => void (await find(canvasElement, '.problem', 'Nothing has happened yet')),
};
export const Partial: Story = {
  args: { client: () => sampleClient(undefined, failing('server', ['ticket', 'message'])) },
  play: async ({ canvasElement }) => void (await find(canvasElement, '.missing', 'Tickets')),
};

/** It was shown, then the line broke: what was loaded last stays, and writing goes on. */
export const Stale: Story = stale(ofContact, 'crm-timeline', '[role=article]', '');

export const Offline: Story = trouble.offline;
export const NotPermitted: Story = trouble.notPermitted;
export const NotFound: Story = { args: { contact: 'erp:1' } };
export const Failed: Story = trouble.failed;
export const BadName: Story = { args: { contact: 'nobody' } };
