import type { Client } from '@rapport/client';
import '@rapport/elements/define/pipeline-report';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { userEvent } from 'storybook/test';
import { failing, find, frame, pipelineStore, renewals, sampleClient, silent, switchable } from './sample/index.ts';

interface Args {
  pipeline: string | undefined;
  currency: string | undefined;
  period: 'month' | 'quarter' | 'year' | undefined;
  day: string | undefined;
  fiscalStartMonth: number | undefined;
  density: 'comfortable' | 'compact' | undefined;
  client: () => Client;
  dark: boolean;
  lang: string;
  width: number;
}

const sales = (backendOf?: Parameters<typeof sampleClient>[1]): Client => sampleClient(pipelineStore(), backendOf);

const meta: Meta<Args> = {
  title: 'Pipeline report',
  component: 'crm-pipeline-report',
  args: {
    pipeline: undefined,
    currency: undefined,
    period: undefined,
    day: undefined,
    fiscalStartMonth: undefined,
    density: undefined,
    client: () => sales(),
    dark: false,
    lang: 'en',
    width: 960,
  },
  argTypes: {
    density: { control: 'inline-radio', options: ['comfortable', 'compact'] },
    period: { control: 'inline-radio', options: ['month', 'quarter', 'year'] },
    lang: { control: 'inline-radio', options: ['en', 'de', 'ar'] },
    client: { table: { disable: true } },
  },
  render: ({ pipeline, currency, period, day, fiscalStartMonth, density, client, dark, lang, width }) =>
    frame(
      html`<crm-pipeline-report
        time-zone="Europe/Berlin"
        pipeline=${pipeline ?? nothing}
        currency=${currency ?? nothing}
        period=${period ?? nothing}
        day=${day ?? nothing}
        fiscal-start-month=${fiscalStartMonth ?? nothing}
        density=${density ?? nothing}
        .client=${client()}
      ></crm-pipeline-report>`,
      { dark, lang, width },
    ),
};
export default meta;
type Story = StoryObj<Args>;

export const Ready: Story = {
  play: async ({ canvasElement }) => {
    await find(canvasElement, 'h2', 'Pipeline report');
    await find(canvasElement, 'svg[role=img]', 'came to each stage');
    await find(canvasElement, '.tag', 'Bottleneck');
  },
};
export const Dark: Story = { args: { dark: true } };
export const Compact: Story = { args: { density: 'compact' } };
export const German: Story = { args: { lang: 'de' } };
export const ArabicRightToLeft: Story = { args: { lang: 'ar' } };
export const Narrow: Story = { args: { width: 320 } };
/** Another pipeline, in dollars, by the quarter. */
export const Renewals: Story = { args: { pipeline: renewals, currency: 'USD', period: 'quarter' } };
/** A period before there was anything. */
export const EmptyPeriod: Story = { args: { day: '2020-01-01' } };

/** Every figure says how it came about. */
export const Explained: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'summary', 'How “Velocity a day” is worked out'));
    await find(canvasElement, '.explanation', 'Open deals × win rate');
  },
};

/** No deals, and a way to say so. */
export const Empty: Story = { args: { client: () => sampleClient() } };
export const Loading: Story = { args: { client: () => sales(silent) } };

/** It was shown, then the line broke: what was loaded last stays, and says so. */
export const Stale: Story = {
  args: {
    client: () => {
      const line = switchable();
      const client = sales(line.of);
      cut.set(client, () => (line.isOff = true));
      return client;
    },
  },
  play: async ({ canvasElement }) => {
    await find(canvasElement, 'h3', 'Funnel');
    const report = canvasElement.querySelector('crm-pipeline-report')!;
    cut.get(report.client!)?.();
    await report.client!.live({ type: 'contact' }).refresh();
    await find(canvasElement, '.note', 'Offline');
  },
};
const cut = new WeakMap<Client, () => void>();

/** Whoever may not see the history of close dates sees the rest. */
export const WithoutSlippage: Story = {
  args: { client: () => sales(failing('not-permitted', ['closeDateChange'])) },
};
export const Offline: Story = { args: { client: () => sales(failing('offline')) } };
export const NotSignedIn: Story = { args: { client: () => sales(failing('unauthenticated')) } };
export const NotPermitted: Story = { args: { client: () => sales(failing('not-permitted')) } };
export const NotFound: Story = { args: { pipeline: 'erp:1' } };
export const Failed: Story = { args: { client: () => sales(failing('server')) } };
export const BadName: Story = { args: { pipeline: 'nowhere' } };
