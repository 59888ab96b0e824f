import type { Client } from '@rapport/client';
import '@rapport/elements/define/pipeline-report';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { userEvent } from 'storybook/test';
import {
  type FrameArgs,
  failing,
  find,
  frame,
  frameArgs,
  frameArgTypes,
  pipelineStore,
  renewals,
  sampleClient,
  stale,
  troubles,
} from './sample/index.ts';

interface Args extends FrameArgs {
  pipeline: string | undefined;
  currency: string | undefined;
  period: 'month' | 'quarter' | 'year' | undefined;
  day: string | undefined;
  fiscalStartMonth: number | undefined;
}

const sales = (backendOf?: Parameters<typeof sampleClient>[1]): Client => sampleClient(pipelineStore(), backendOf);
const trouble = troubles(sales);

const meta: Meta<Args> = {
  title: 'Pipeline report',
  component: 'crm-pipeline-report',
  args: {
    ...frameArgs(() => sales(), 960),
    pipeline: undefined,
    currency: undefined,
    period: undefined,
    day: undefined,
    fiscalStartMonth: undefined,
  },
  argTypes: {
    ...frameArgTypes,
    period: { control: 'inline-radio', options: ['month', 'quarter', 'year'] },
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
export const Loading: Story = trouble.loading;

/** It was shown, then the line broke: what was loaded last stays, and says so. */
export const Stale: Story = stale(sales, 'crm-pipeline-report', 'h3', 'Funnel');

/** Whoever may not see the history of close dates sees the rest. */
export const WithoutSlippage: Story = {
  args: { client: () => sales(failing('not-permitted', ['closeDateChange'])) },
};
export const Offline: Story = trouble.offline;
export const NotSignedIn: Story = trouble.notSignedIn;
export const NotPermitted: Story = trouble.notPermitted;
export const NotFound: Story = { args: { pipeline: 'erp:1' } };
export const Failed: Story = trouble.failed;
export const BadName: Story = { args: { pipeline: 'nowhere' } };
