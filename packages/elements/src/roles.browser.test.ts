import { expect, fixture, html } from '@open-wc/testing';
import { createClient, type Client } from '@rapport/client';
import type { AnyRecord } from '@rapport/core';
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
