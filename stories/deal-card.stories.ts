import type { Client } from '@rapport/client';
import { createMemoryStore } from '@rapport/core/memory';
import '@rapport/elements/define/deal-card';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import {
  ago,
  clock,
  failing,
  find,
  flagship,
  frame,
  ines,
  pipelineRecords,
  mika,
  newId,
  pipelineStages,
  pipelineStore,
  refusing,
  sampleClient,
  silent,
  switchable,
} from './sample/index.ts';

interface Args {
  deal: string;
  user: string;
  density: 'comfortable' | 'compact' | undefined;
  readonly: boolean;
  timeline: boolean;
  client: () => Client;
  dark: boolean;
  lang: string;
  width: number;
}

const sales = (backendOf?: Parameters<typeof sampleClient>[1]): Client => sampleClient(pipelineStore(), backendOf);

/** The flagship, lost a week ago. */
function closedClient(): Client {
  const lost = pipelineStages.find(({ name }) => name === 'Lost')!.id;
  const at = ago(7 * 1_440);
  const close = { stage: lost, status: 'lost', closedAt: at, enteredStageAt: at, lossReason: 'Went with Lagerwerk AG' };
  const records = pipelineRecords.map((record) => (record.id === flagship ? { ...record, ...close } : record));
  return sampleClient(createMemoryStore({ clock, newId, timeZone: 'Europe/Berlin', records }));
}

const meta: Meta<Args> = {
  title: 'Deal card',
  component: 'crm-deal-card',
  args: {
    deal: 'erp:Q-412',
    user: mika,
    density: undefined,
    readonly: false,
    timeline: false,
    client: () => sales(),
    dark: false,
    lang: 'en',
    width: 760,
  },
  argTypes: {
    density: { control: 'inline-radio', options: ['comfortable', 'compact'] },
    lang: { control: 'inline-radio', options: ['en', 'de', 'ar'] },
    client: { table: { disable: true } },
  },
  render: ({ deal, user, density, readonly, timeline, client, dark, lang, width }) =>
    frame(
      html`<crm-deal-card
        deal=${deal}
        user=${user}
        time-zone="Europe/Berlin"
        density=${density ?? nothing}
        ?readonly=${readonly}
        ?timeline=${timeline}
        .client=${client()}
      ></crm-deal-card>`,
      { dark, lang, width },
    ),
};
export default meta;
type Story = StoryObj<Args>;

export const Ready: Story = {
  play: async ({ canvasElement }) => {
    await find(canvasElement, 'h2', 'Framework agreement 2027');
    await find(canvasElement, 'li[aria-current=step]', 'Negotiation');
    await find(canvasElement, 'tfoot td', '€36,480.00');
  },
};
export const Dark: Story = { args: { dark: true } };
export const Compact: Story = { args: { density: 'compact', width: 440 } };
export const German: Story = { args: { lang: 'de' } };
export const ArabicRightToLeft: Story = { args: { lang: 'ar', deal: 'erp:Q-414' } };
export const ArabicWhole: Story = { args: { lang: 'ar' } };
export const Narrow: Story = { args: { width: 320 } };
export const Wide: Story = { args: { width: 1_200 } };
/** Nothing but a name is known. */
export const FewFacts: Story = { args: { deal: 'erp:Q-413' } };
export const ReadOnly: Story = { args: { readonly: true } };

/** A closed deal: its reason, how long it took, and a way back. */
export const Closed: Story = {
  args: { client: () => closedClient() },
  play: async ({ canvasElement }) => {
    await find(canvasElement, '.tag', 'Lost');
    await find(canvasElement, 'button', 'Reopen');
  },
};

/** Everything that wants attention, unfolded to why. */
export const Attention: Story = {
  args: { deal: 'erp:Q-414', user: ines },
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'summary.tag'));
    await find(canvasElement, 'details[open] p', 'Nothing has happened');
  },
};

/** Winning asks what it came to. */
export const Winning: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Win'));
    await find(canvasElement, 'dialog', 'What it came to in the end');
  },
};

/** Losing asks why. */
export const Losing: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Lose'));
    await find(canvasElement, 'dialog', 'Reason');
  },
};

/** The next stage needs more first: just that is asked for. */
export const StageNeedsMore: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Next: Contract'));
    await find(canvasElement, 'dialog', 'Contract needs more first');
  },
};

export const Editing: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Edit Amount'));
    const field = (await find(canvasElement, 'input[aria-label=Amount]')) as HTMLInputElement;
    await waitFor(() => expect(field.value).toBe('36480'));
  },
};

/** The backend refuses the change: the field is open again, with what was typed and why. */
export const Refused: Story = {
  args: { client: () => sales(refusing('not-permitted')) },
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Edit Amount'));
    const field = (await find(canvasElement, 'input[aria-label=Amount]')) as HTMLInputElement;
    await waitFor(() => expect(field.value).not.toBe(''));
    field.value = '40000';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    field.form!.requestSubmit();
    await find(canvasElement, '[role=alert]', 'You may not change this');
  },
};

/** The lines come to something else than the deal says. */
export const LinesDiffer: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Edit Amount'));
    const field = (await find(canvasElement, 'input[aria-label=Amount]')) as HTMLInputElement;
    await waitFor(() => expect(field.value).not.toBe(''));
    field.value = '40000';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    field.form!.requestSubmit();
    await find(canvasElement, 'button', 'Take over €36,480.00');
  },
};

/** With what happened unfolded: the timeline's code is fetched with it. */
export const WithTimeline: Story = {
  args: { timeline: true },
  play: async ({ canvasElement }) => {
    await find(canvasElement, '[role=article]', 'clause');
  },
};

/** Somebody else’s records can’t be read: what is left is there, and nothing is said of the rest. */
export const Partial: Story = {
  args: { client: () => sales(failing('not-permitted', ['lineItem', 'dealSplit', 'activity', 'user'])) },
};

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
    await find(canvasElement, 'h2', 'Framework agreement 2027');
    const card = canvasElement.querySelector('crm-deal-card')!;
    cut.get(card.client!)?.();
    await card.client!.record('deal', { system: 'erp', externalId: 'Q-412' }).refresh();
    await find(canvasElement, '.note', 'Offline');
  },
};
const cut = new WeakMap<Client, () => void>();

export const Loading: Story = { args: { client: () => sales(silent) } };
export const Offline: Story = { args: { client: () => sales(failing('offline')) } };
export const NotSignedIn: Story = { args: { client: () => sales(failing('unauthenticated')) } };
export const NotPermitted: Story = { args: { client: () => sales(failing('not-permitted')) } };
export const NotFound: Story = { args: { deal: 'erp:1' } };
export const Failed: Story = { args: { client: () => sales(failing('server')) } };
export const BadName: Story = { args: { deal: 'nobody' } };
