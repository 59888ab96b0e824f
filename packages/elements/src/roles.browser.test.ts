import { expect, fixture, html } from '@open-wc/testing';
import { createClient, type Client } from '@rapport/client';
import type { AnyRecord, BackendDescription } from '@rapport/core';
import { createMemoryStore } from '@rapport/core/memory';
import './define-all.ts';
import {
  aDeal,
  ago,
  allByRole,
  ana,
  anActivity,
  findByRole,
  findText,
  focused,
  newId,
  nordwind,
  now,
  qualified,
  sales,
  textOf,
  until,
} from './testing/index.ts';

const records: readonly AnyRecord[] = [
  ...[sales, qualified, nordwind, ana],
  aDeal({ name: 'Framework 2027' }),
  anActivity({ body: 'Told them when.', public: true, occurredAt: ago(10) }),
] as readonly AnyRecord[];

/** Ana herself, a customer: she may see what is public, and write no entries; deals are not hers to see. */
function customer(): Client {
  const store = createMemoryStore({ clock: () => now, newId, records });
  const backend = store.backendFor({ tenant: 'test', role: 'customer', contact: ana.id });
  return createClient({ backend, clock: () => now, newId });
}

/** An agent of whose types some are described in another way. */
function agent(alter: (types: BackendDescription['types']) => BackendDescription['types']): Client {
  const store = createMemoryStore({ clock: () => now, newId, records });
  const backend = store.backendFor({ tenant: 'test', role: 'agent' });
  const describe: typeof backend.describe = async (options) => {
    const description = await backend.describe(options);
    return { ...description, types: alter(description.types) };
  };
  return createClient({ backend: { ...backend, describe }, clock: () => now, newId });
}

describe('for a role that may not do everything', () => {
  it('the timeline offers nothing to be written, by no key either', async () => {
    const client = customer();
    const timeline = await fixture<HTMLElementTagNameMap['crm-timeline']>(
      html`<crm-timeline contact="erp:10042" .client=${client}></crm-timeline>`,
    );
    await findByRole(timeline, 'article');
    await client.describe();
    await until(() => allByRole(timeline, 'button', 'Write a note').length === 0);
    timeline.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true, composed: true }));
    await timeline.updateComplete;
    expect(allByRole(timeline, 'textbox')).to.be.empty;
  });

  for (const [hidden, offer, kinds, field] of [
    ['activity', 'Add a task…', ['Task'], 'What is to be done?'],
    ['task', 'Write a note, log a call…', ['Note', 'Call', 'Email'], 'What should others know?'],
  ] as const) {
    it(`the composer offers only what may be written: no ${hidden}`, async () => {
      const client = agent((types) => ({ ...types, [hidden]: { ...types[hidden]!, create: false } }));
      const timeline = await fixture<HTMLElementTagNameMap['crm-timeline']>(
        html`<crm-timeline contact="erp:10042" .client=${client}></crm-timeline>`,
      );
      const compose = await findByRole(timeline, 'button', offer);
      expect(compose.querySelector('span')?.textContent).to.equal(offer);
      compose.click();
      const first = await findByRole(timeline, 'textbox', field);
      await until(() => focused() === first);
      const radios = [...timeline.shadowRoot!.querySelectorAll<HTMLInputElement>('.kinds input')];
      expect(radios.map((each) => each.closest('label')?.textContent?.trim())).to.deep.equal(kinds);
      expect(radios[0]?.checked).to.equal(true);
    });
  }

  it('the contact card says nothing of open work to who may see neither deals nor tickets', async () => {
    const card = document.createElement('crm-contact-card');
    card.client = agent(({ deal: _deals, ticket: _tickets, ...types }) => types);
    card.contact = 'erp:10042';
    const root = await fixture<HTMLElement>(html`<div>${card}</div>`);
    await findText(card, 'Ana Ruiz');
    await until(() => !allByRole(card, 'dt').some((each) => each.textContent === 'Open'));
    expect(textOf(card)).not.to.contain('Nothing open');
    root.remove();
  });

  for (const tag of ['crm-deal-board', 'crm-forecast', 'crm-pipeline-report'] as const) {
    it(`${tag} says that deals may not be seen, not that there are none`, async () => {
      const element = document.createElement(tag);
      element.client = customer();
      const root = await fixture<HTMLElement>(html`<div>${element}</div>`);
      await findByRole(element, 'alert', 'Your role does not include this');
      await findText(element, 'Your role does not include this');
      expect(textOf(element)).not.to.contain('yet');
      root.remove();
    });
  }
});
