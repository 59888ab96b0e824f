import '@rapport/elements/define/all';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { find, frame, sampleClient } from './sample/index.ts';

/** What stands inside it finds its client: one tag around a part of the page, or around all of it. */
const meta: Meta = {
  title: 'Provider',
  component: 'crm-provider',
  render: () =>
    frame(
      html`<crm-provider .client=${sampleClient()}>
        <crm-contact-card contact="erp:10042"></crm-contact-card>
        <crm-timeline contact="erp:10042" time-zone="Europe/Berlin"></crm-timeline>
      </crm-provider>`,
    ),
};
export default meta;

export const AroundAPage: StoryObj = {
  play: async ({ canvasElement }) => {
    await find(canvasElement, 'h2', 'Ana Ruiz');
    await find(canvasElement, '[role=article]', 'Framework agreement 2027');
  },
};

/** Nothing answers at this address, and the elements say so. */
export const NobodyThere: StoryObj = {
  render: () =>
    frame(
      html`<crm-provider url="/nobody-there"><crm-contact-card contact="erp:10042"></crm-contact-card></crm-provider>`,
    ),
  play: async ({ canvasElement }) => void (await find(canvasElement, '[role=alert]')),
};
