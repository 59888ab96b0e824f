import type { Client } from '@rapport/client';
import { createMemoryStore } from '@rapport/core/memory';
import '@rapport/elements/define/forecast';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import {
  type FrameArgs,
  clock,
  find,
  frame,
  frameArgs,
  frameArgTypes,
  ines,
  mika,
  newId,
  pipelineStore,
  refusing,
  sampleClient,
  stale,
  troubles,
} from './sample/index.ts';

interface Args extends FrameArgs {
  user: string;
  currency: string | undefined;
  period: 'month' | 'quarter' | 'year' | undefined;
  fiscalStartMonth: number | undefined;
  rollUp: 'single' | 'cumulative';
  readonly: boolean;
}

const sales = (backendOf?: Parameters<typeof sampleClient>[1]): Client => sampleClient(pipelineStore(), backendOf);
const trouble = troubles(sales);

const meta: Meta<Args> = {
  title: 'Forecast',
  component: 'crm-forecast',
  args: {
    ...frameArgs(() => sales(), 960),
    user: mika,
    currency: undefined,
    period: undefined,
    fiscalStartMonth: undefined,
    rollUp: 'single',
    readonly: false,
  },
  argTypes: {
    ...frameArgTypes,
    period: { control: 'inline-radio', options: ['month', 'quarter', 'year'] },
    rollUp: { control: 'inline-radio', options: ['single', 'cumulative'] },
  },
  render: ({ user, currency, period, fiscalStartMonth, rollUp, density, readonly, client, dark, lang, width }) =>
    frame(
      html`<crm-forecast
        user=${user}
        time-zone="Europe/Berlin"
        roll-up=${rollUp}
        currency=${currency ?? nothing}
        period=${period ?? nothing}
        fiscal-start-month=${fiscalStartMonth ?? nothing}
        density=${density ?? nothing}
        ?readonly=${readonly}
        .client=${client()}
      ></crm-forecast>`,
      { dark, lang, width },
    ),
};
export default meta;
type Story = StoryObj<Args>;

export const Ready: Story = {
  play: async ({ canvasElement }) => {
    await find(canvasElement, 'h2', 'Forecast');
    await find(canvasElement, 'svg[role=img]', 'Closed, commit, best case and pipeline');
  },
};
export const Dark: Story = { args: { dark: true } };
export const Compact: Story = { args: { density: 'compact' } };
export const German: Story = { args: { lang: 'de' } };
export const ArabicRightToLeft: Story = { args: { lang: 'ar' } };
export const Narrow: Story = { args: { width: 320 } };
/** Each category with all that is surer. */
export const Cumulative: Story = { args: { rollUp: 'cumulative' } };
/** The fiscal year starts in April. */
export const FiscalYear: Story = { args: { fiscalStartMonth: 4 } };
export const Months: Story = { args: { period: 'month' } };
/** Every figure says how it came about. */
export const Explained: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'summary', 'How “Coverage” is worked out'));
    await find(canvasElement, '.explanation', 'what is left of the quota');
  },
};

/** An owner puts a word in place of what the deals come to. */
export const Adjusting: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Adjust Best case of Mika Koski'));
    const field = (await find(canvasElement, '.adjust input')) as HTMLInputElement;
    await waitFor(() => expect(field.value).not.toBe(''));
  },
};

/** A manager has a word about everybody who reports to them. */
export const Manager: Story = {
  args: { user: ines },
  play: async ({ canvasElement }) => {
    await find(canvasElement, 'button', 'Adjust Commit of Lena Brandt');
  },
};

/** The backend refuses an adjustment: it is open again, with what was typed and why. */
export const Refused: Story = {
  args: { client: () => sales(refusing('not-permitted')) },
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Adjust Best case of Mika Koski'));
    const field = (await find(canvasElement, '.adjust input')) as HTMLInputElement;
    await waitFor(() => expect(field.value).not.toBe(''));
    field.form!.requestSubmit();
    await find(canvasElement, '[role=alert]', 'You may not change this');
  },
};

export const TakingASnapshot: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Take a snapshot'));
    await find(canvasElement, '[role=status]', 'A snapshot was taken');
  },
};

/** Nothing is adjusted or taken here. */
export const ReadOnly: Story = { args: { readonly: true } };
/** Amounts that no rate leads to the currency are named, not counted. */
export const WithoutRates: Story = { args: { currency: 'GBP' } };
export const Empty: Story = {
  args: { client: () => sampleClient(createMemoryStore({ clock, newId, records: [] })) },
  play: async ({ canvasElement }) => {
    await find(canvasElement, '.problem', 'No deals yet');
  },
};

/** It was shown, then the line broke: what was loaded last stays, and says so. */
export const Stale: Story = stale(sales, 'crm-forecast', 'h3', 'By owner');

export const Loading: Story = trouble.loading;
export const Offline: Story = trouble.offline;
export const NotSignedIn: Story = trouble.notSignedIn;
export const NotPermitted: Story = trouble.notPermitted;
export const Failed: Story = trouble.failed;
