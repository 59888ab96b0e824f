import type { Client } from '@rapport/client';
import { createMemoryStore } from '@rapport/core/memory';
import '@rapport/elements/define/deal-card';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import {
  type FrameArgs,
  ago,
  clock,
  failing,
  find,
  flagship,
  frame,
  frameArgs,
  frameArgTypes,
  ines,
  mika,
  newId,
  pipelineRecords,
  pipelineStages,
  pipelineStore,
  refusing,
  sampleClient,
  stale,
  troubles,
} from './sample/index.ts';

interface Args extends FrameArgs {
  deal: string;
  user: string;
  readonly: boolean;
  timeline: boolean;
}

const sales = (backendOf?: Parameters<typeof sampleClient>[1]): Client => sampleClient(pipelineStore(), backendOf);
const trouble = troubles(sales);

/** The flagship, lost a week ago. */
function closedClient(): Client {
  const lost = pipelineStages.find(({ name }) => name === 'Lost')!.id;
  const at = ago(7 * 1_440);
  const close = { stage: lost, status: 'lost', closedAt: at, enteredStageAt: at, lossReason: 'Went with Lagerwerk AG' };
  const records = pipelineRecords.map((record) => (record.id === flagship ? { ...record, ...close } : record));
  return sampleClient(createMemoryStore({ clock, newId, timeZone: 'Europe/Berlin', records }));
}

/** With a product whose price is in dollars. */
function inDollars(): Client {
  const known = pipelineRecords.find(({ type }) => type === 'product')!;
  const scale = { ...known, id: newId(), name: 'Pallet scale', price: { amount: 129_000, currency: 'USD' } };
  const records = [...pipelineRecords, scale];
  return sampleClient(createMemoryStore({ clock, newId, timeZone: 'Europe/Berlin', records }));
}

const meta: Meta<Args> = {
  title: 'Deal card',
  component: 'crm-deal-card',
  args: {
    ...frameArgs(() => sales(), 760),
    deal: 'erp:Q-412',
    user: mika,
    readonly: false,
    timeline: false,
  },
  argTypes: {
    ...frameArgTypes,
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

async function type(canvasElement: HTMLElement, selector: string, text: string): Promise<void> {
  const field = (await find(canvasElement, selector)) as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

async function saveAmount(canvasElement: HTMLElement, text: string): Promise<void> {
  const field = (await find(canvasElement, 'input[aria-label=Amount]')) as HTMLInputElement;
  await waitFor(() => expect(field.value).not.toBe(''));
  await type(canvasElement, 'input[aria-label=Amount]', text);
  field.form!.requestSubmit();
}

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
    await saveAmount(canvasElement, '40000');
    await find(canvasElement, '[role=alert]', 'You may not change this');
  },
};

/** The lines come to something else than the deal says. */
export const LinesDiffer: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Edit Amount'));
    await saveAmount(canvasElement, '40000');
    await find(canvasElement, 'button', 'Take over €36,480.00');
  },
};

/** Another line: its product from the catalogue, with its total while it is typed. */
export const AddingALine: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Add an item'));
    await userEvent.type(await find(canvasElement, '#edit-name'), 'sens');
    await userEvent.click(await find(canvasElement, '[role=option]', 'Cold-chain sensor'));
    await type(canvasElement, '#edit-quantity', '12');
    await type(canvasElement, '#edit-discount', '5');
    await find(canvasElement, '.comes-to', 'Comes to €');
  },
};

/** What is wrong stands beside each field. */
export const ALineThatIsNone: Story = {
  args: { width: 320 },
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Edit Service, 36 months'));
    await type(canvasElement, '#edit-quantity', 'many');
    await type(canvasElement, '#edit-discount', '101');
    await userEvent.click(await find(canvasElement, '.edit-part [type=submit]'));
    await find(canvasElement, '#fault-quantity', 'A quantity is a number above 0');
  },
};

/** The backend refuses the line: its form is open again, with what was typed and why. */
export const ALineRefused: Story = {
  args: { client: () => sales(refusing('not-permitted')) },
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Edit Service, 36 months'));
    await type(canvasElement, '#edit-quantity', '2');
    await userEvent.click(await find(canvasElement, '.edit-part [type=submit]'));
    await find(canvasElement, '#fault-all', 'You may not change this');
  },
};

/** A line that somebody else removes while its form is open: what was typed is kept, and saved as a new one. */
export const ALineGone: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Edit Service, 36 months'));
    await type(canvasElement, '#edit-quantity', '2');
    const { client } = canvasElement.querySelector('crm-deal-card')!;
    const where = { field: 'name', op: 'eq', value: 'Service, 36 months' } as const;
    const { records } = await client!.backend.query({ type: 'lineItem', where, limit: 1 });
    await client!.delete('lineItem', records[0]!.id);
    await find(canvasElement, '[role=alert]', 'Somebody else has removed this item.');
  },
};

/** The catalogue's price is in another currency than the deal: that is said, and none is filled in. */
export const APriceInAnotherCurrency: Story = {
  args: { client: () => inDollars() },
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Add an item'));
    await userEvent.type(await find(canvasElement, '#edit-name'), 'Pallet');
    await userEvent.click(await find(canvasElement, '[role=option]', 'Pallet scale'));
    await find(canvasElement, '#hint-unitPrice', 'Enter what it costs in EUR.');
  },
};

/** What was taken away comes back where it was. */
export const ALineTakenAway: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Remove Cold-chain sensor'));
    await find(canvasElement, '.note', 'Cold-chain sensor is removed.');
    await find(canvasElement, 'tfoot td', '€23,280.00');
  },
};

/** Somebody else takes part, in one or several roles. */
export const AddingAContact: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Add a contact'));
    await find(canvasElement, '#edit-contact');
    await find(canvasElement, 'fieldset legend', 'Part in the deal');
  },
};
export const ChangingAPart: Story = {
  args: { dark: true },
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Edit Jonas Weber'));
    await userEvent.click(await find(canvasElement, '#edit-role-blocker'));
  },
};

/** Shares that are not yet all of the revenue: what is missing is said while they are typed. */
export const Sharing: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Change the shares'));
    await type(canvasElement, '.share input', '45');
    await find(canvasElement, '.sum', '25% of the revenue is still missing.');
    await userEvent.click(await find(canvasElement, '.edit-part [type=submit]'));
    await find(canvasElement, '#fault-all', 'still missing');
  },
};
export const SharingNarrow: Story = {
  args: { width: 320, lang: 'de' },
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Anteile ändern'));
    await find(canvasElement, '.share select');
  },
};
export const AddingALineInArabic: Story = {
  args: { lang: 'ar' },
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'إضافة بند'));
    await find(canvasElement, '#edit-name');
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
export const Stale: Story = stale(sales, 'crm-deal-card', 'h2', 'Framework agreement 2027');

export const Loading: Story = trouble.loading;
export const Offline: Story = trouble.offline;
export const NotSignedIn: Story = trouble.notSignedIn;
export const NotPermitted: Story = trouble.notPermitted;
export const NotFound: Story = { args: { deal: 'erp:1' } };
export const Failed: Story = trouble.failed;
export const BadName: Story = { args: { deal: 'nobody' } };
