import { guarantees, type Client, type ConnectionSnapshot } from '@rapport/client';
import type { Backend } from '@rapport/core';
import '@rapport/elements/define/sync-status';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent } from 'storybook/test';
import {
  altered,
  ana,
  clock,
  failing,
  find,
  frame,
  framework,
  mika,
  newcomer,
  refusing,
  sampleClient,
} from './sample/index.ts';

interface Args {
  quiet: boolean;
  client: () => Client;
  dark: boolean;
  lang: string;
  width: number;
}

const meta: Meta<Args> = {
  title: 'Sync status',
  component: 'crm-sync-status',
  args: { quiet: false, client: () => sampleClient(), dark: false, lang: 'en', width: 440 },
  argTypes: {
    lang: { control: 'inline-radio', options: ['en', 'de', 'ar'] },
    client: { table: { disable: true } },
  },
  render: ({ quiet, client, dark, lang, width }) =>
    frame(html`<crm-sync-status ?quiet=${quiet} .client=${client()}></crm-sync-status>`, { dark, lang, width }),
};
export default meta;
type Story = StoryObj<Args>;

/** A client that has written, over a backend that does with it what the story is about. */
function writing(backendOf: (backend: Backend) => Backend): Client {
  const client = sampleClient(undefined, backendOf);
  void client.update('contact', ana, { jobTitle: 'Head of procurement', phone: '+49 40 555 0199', owner: mika });
  void client.create('deal', { name: 'Sensors for the second hall', amount: { amount: 1_250_000, currency: 'EUR' } });
  return client;
}

/** A backend that refused a whole afternoon's work: long names and texts, many fields, a field at fault. */
function refusedAfternoon(): Client {
  const client = sampleClient(undefined, refusing('not-permitted'));
  const long = 'The yard manager wants the gate scanners moved before the audit, and the old ones kept until June. ';
  void client.update('contact', ana, {
    name: 'Ana María de las Mercedes Ruiz-Fernández von und zu Brückenhausen-Oldersloe',
    email: 'ana.maria.de.las.mercedes.ruiz-fernandez@procurement.nordwind-logistik-international.example',
    jobTitle: 'Head of procurement, warehouse automation and yard management for northern Europe',
    phone: '+49 40 555 0199',
    owner: mika,
  });
  void client.create('activity', {
    kind: 'note',
    occurredAt: new Date(clock()).toISOString(),
    contact: ana,
    body: long.repeat(12),
  });
  for (let index = 1; index <= 12; index++) {
    const amount = { amount: index * 1_250_000, currency: 'EUR' };
    const name =
      index % 3 === 0 ? `Donaudampfschifffahrtsgesellschaftskapitänsausrüstung ${index}` : `Sensors for hall ${index}`;
    void client.create('deal', { name, amount, nextStep: long, source: 'Trade fair' });
  }
  return client;
}

/** Somebody else has changed the amount and the owner of a deal that were changed here, too, and a contact that was deleted here. */
function colliding(): Client {
  const client = sampleClient();
  void client.write({
    command: 'deal.update',
    patches: [
      {
        op: 'update',
        type: 'deal',
        id: framework,
        set: { amount: { amount: 4_150_000, currency: 'EUR' }, owner: null, nextStep: 'Send the offer' },
        base: { fields: { amount: { amount: 3_000_000, currency: 'EUR' }, owner: ana } },
      },
    ],
  });
  void client.write({
    command: 'contact.delete',
    patches: [{ op: 'delete', type: 'contact', id: newcomer, base: { version: 7 } }],
  });
  return client;
}

/** The client as it would be on another device, or before another backend. */
function standing(client: Client, part: Partial<ConnectionSnapshot>): Client {
  const { getSnapshot, subscribe } = client.connection;
  let told: ConnectionSnapshot | undefined;
  let shown: ConnectionSnapshot | undefined;
  const merged = (): ConnectionSnapshot => {
    const now = getSnapshot();
    if (now !== told || !shown) shown = { ...now, ...part };
    told = now;
    return shown;
  };
  return { ...client, connection: { getSnapshot: merged, subscribe } };
}

/** A conflict, with what was written on top of it since. */
function waiting(): Client {
  const client = colliding();
  const { getSnapshot, subscribe } = client.connection;
  const later = {
    command: 'deal.update',
    patches: [{ op: 'update' as const, type: 'deal', id: framework, set: { nextStep: 'Call before the fair' } }],
  };
  const merged = (): ConnectionSnapshot => {
    const now = getSnapshot();
    const [first, ...others] = now.attention;
    const behind = first && [{ id: framework, at: first.at, write: later }];
    return first && behind ? { ...now, attention: [{ ...first, behind }, ...others] } : now;
  };
  return { ...client, connection: { getSnapshot: merged, subscribe } };
}

const opened: Story['play'] = async ({ canvasElement }) => {
  await userEvent.click(await find(canvasElement, '.attention'));
  await find(canvasElement, 'h3');
};

export const Saved: Story = {};

/** Nothing is shown while all is well. */
export const Quiet: Story = {
  args: { quiet: true },
  play: async ({ canvasElement }) => {
    const status = canvasElement.querySelector('crm-sync-status')!;
    await status.updateComplete;
    await expect(status.shadowRoot?.querySelector('.line')).toBeNull();
  },
};
export const Saving: Story = {
  args: { client: () => writing(altered(() => ({ push: () => new Promise(() => undefined) }))) },
  play: async ({ canvasElement }) => void (await find(canvasElement, '.saving', '(2)')),
};
export const Offline: Story = {
  args: { client: () => writing(failing('offline')) },
  play: async ({ canvasElement }) => void (await find(canvasElement, '.offline', '2 waiting')),
};
export const SignInAgain: Story = {
  args: { client: () => writing(failing('unauthenticated')) },
  play: async ({ canvasElement }) => void (await find(canvasElement, '.unauthenticated', 'Sign in again')),
};
/** The device can't keep changes any more: they are in this window alone. */
export const StorageLost: Story = {
  args: { client: () => standing(writing(failing('offline')), { kept: 'lost' }) },
  play: async ({ canvasElement }) => void (await find(canvasElement, '.lost', '(2)')),
};

/** What the system behind it can't give is a click away. */
export const NotGuaranteed: Story = {
  args: { client: () => standing(sampleClient(), { unguaranteed: guarantees }) },
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, '.limited'));
    await find(canvasElement, '.limits li');
  },
};
export const NeedsAttention: Story = { args: { client: () => writing(refusing('not-permitted')) } };

/** What was tried, why it was declined, and what can be done. */
export const Refused: Story = { args: { client: () => writing(refusing('not-permitted')) }, play: opened };
/** Many at once: what closes the panel stays in reach, and no text is cut without a way to read it. */
export const ManyRefused: Story = { args: { client: refusedAfternoon }, play: opened };
export const ManyRefusedNarrow: Story = { args: { ...ManyRefused.args, lang: 'de', width: 320 }, play: opened };
export const RefusedDark: Story = { args: { ...Refused.args, dark: true }, play: opened };

/** Field by field, mine or theirs. */
export const Conflict: Story = { args: { client: colliding }, play: opened };
/** What was written since waits for the decision. */
export const WaitingBehind: Story = { args: { client: waiting }, play: opened };
export const ConflictDark: Story = { args: { client: colliding, dark: true, lang: 'de' }, play: opened };
export const ConflictRightToLeft: Story = { args: { client: colliding, lang: 'ar' }, play: opened };
export const Narrow: Story = { args: { client: colliding, width: 320 }, play: opened };

export const NoClient: Story = { args: { client: () => undefined as unknown as Client } };
