import type { Client } from '@rapport/client';
import '@rapport/elements/define/contact-card';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import { failing, find, frame, refusing, sampleClient, silent, switchable } from './sample/index.ts';

interface Args {
  contact: string;
  density: 'comfortable' | 'compact' | undefined;
  readonly: boolean;
  client: () => Client;
  dark: boolean;
  lang: string;
  width: number;
}

const meta: Meta<Args> = {
  title: 'Contact card',
  component: 'crm-contact-card',
  args: {
    contact: 'erp:10042',
    density: undefined,
    readonly: false,
    client: () => sampleClient(),
    dark: false,
    lang: 'en',
    width: 440,
  },
  argTypes: {
    density: { control: 'inline-radio', options: ['comfortable', 'compact'] },
    lang: { control: 'inline-radio', options: ['en', 'de', 'ar'] },
    client: { table: { disable: true } },
  },
  render: ({ contact, density, readonly, client, dark, lang, width }) =>
    frame(
      html`<crm-contact-card
        contact=${contact}
        density=${density ?? nothing}
        ?readonly=${readonly}
        .client=${client()}
      ></crm-contact-card>`,
      { dark, lang, width },
    ),
};
export default meta;
type Story = StoryObj<Args>;

export const Ready: Story = {
  play: async ({ canvasElement }) => {
    await find(canvasElement, 'h2', 'Ana Ruiz');
    await find(canvasElement, 'dd', '2 deals');
  },
};
export const Dark: Story = { args: { dark: true } };
export const Compact: Story = { args: { density: 'compact' } };
export const German: Story = { args: { lang: 'de' } };
export const ArabicRightToLeft: Story = { args: { lang: 'ar', contact: 'erp:10044' } };
export const Narrow: Story = { args: { width: 320 } };
export const FewFacts: Story = { args: { contact: 'erp:10043' } };
export const ReadOnly: Story = { args: { readonly: true } };

export const Editing: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Edit Phone'));
    const field = (await find(canvasElement, 'input[type=tel]')) as HTMLInputElement;
    await waitFor(() => expect(field.value).toBe('+49 40 555 0142'));
  },
};

/** The backend refuses the change: the field is open again, with what was typed and why. */
export const Refused: Story = {
  args: { client: () => sampleClient(undefined, refusing('not-permitted')) },
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, 'button', 'Edit Phone'));
    const field = (await find(canvasElement, 'input[type=tel]')) as HTMLInputElement;
    await waitFor(() => expect(field.value).not.toBe(''));
    field.value = '+49 40 1';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    field.form!.requestSubmit();
    await find(canvasElement, '[role=alert]', 'You may not change this');
  },
};

export const Loading: Story = { args: { client: () => sampleClient(undefined, silent) } };

/** Somebody else’s records can’t be read: the figure of tickets is left out, the rest is there. */
export const Partial: Story = {
  args: { client: () => sampleClient(undefined, failing('not-permitted', ['ticket', 'user'])) },
};

/** It was shown, then the line broke: what was loaded last stays, and says so. */
export const Stale: Story = {
  args: {
    client: () => {
      const line = switchable();
      const client = sampleClient(undefined, line.of);
      cut.set(client, () => (line.isOff = true));
      return client;
    },
  },
  play: async ({ canvasElement }) => {
    await find(canvasElement, 'h2', 'Ana Ruiz');
    const card = canvasElement.querySelector('crm-contact-card')!;
    cut.get(card.client!)?.();
    await card.client!.record('contact', { system: 'erp', externalId: '10042' }).refresh();
    await find(canvasElement, '.note', 'Offline');
  },
};
const cut = new WeakMap<Client, () => void>();

export const Offline: Story = { args: { client: () => sampleClient(undefined, failing('offline')) } };
export const NotSignedIn: Story = { args: { client: () => sampleClient(undefined, failing('unauthenticated')) } };
export const NotPermitted: Story = { args: { client: () => sampleClient(undefined, failing('not-permitted')) } };
export const NotFound: Story = { args: { contact: 'erp:1' } };
export const Failed: Story = { args: { client: () => sampleClient(undefined, failing('server')) } };
export const BadName: Story = { args: { contact: 'nobody' } };
