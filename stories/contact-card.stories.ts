import type { Client } from '@rapport/client';
import '@rapport/elements/define/contact-card';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import {
  type FrameArgs,
  failing,
  find,
  frame,
  frameArgs,
  frameArgTypes,
  refusing,
  sampleClient,
  stale,
  troubles,
} from './sample/index.ts';

interface Args extends FrameArgs {
  contact: string;
  readonly: boolean;
}

const ofContact = (backendOf?: Parameters<typeof sampleClient>[1]): Client => sampleClient(undefined, backendOf);
const trouble = troubles(ofContact);

const meta: Meta<Args> = {
  title: 'Contact card',
  component: 'crm-contact-card',
  args: {
    ...frameArgs(() => sampleClient(), 440),
    contact: 'erp:10042',
    readonly: false,
  },
  argTypes: {
    ...frameArgTypes,
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

export const Loading: Story = trouble.loading;

/** Somebody else’s records can’t be read: the figure of tickets is left out, the rest is there. */
export const Partial: Story = {
  args: { client: () => sampleClient(undefined, failing('not-permitted', ['ticket', 'user'])) },
};

/** It was shown, then the line broke: what was loaded last stays, and says so. */
export const Stale: Story = stale(ofContact, 'crm-contact-card', 'h2', 'Ana Ruiz');

export const Offline: Story = trouble.offline;
export const NotSignedIn: Story = trouble.notSignedIn;
export const NotPermitted: Story = trouble.notPermitted;
export const NotFound: Story = { args: { contact: 'erp:1' } };
export const Failed: Story = trouble.failed;
export const BadName: Story = { args: { contact: 'nobody' } };
