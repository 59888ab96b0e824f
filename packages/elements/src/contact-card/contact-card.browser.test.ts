import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import {
  ago,
  allByRole,
  ana,
  aRecord,
  aWorld,
  byRole,
  findByRole,
  findText,
  focused,
  looks,
  problems,
  silent,
  textOf,
  type,
  until,
  type World,
} from '../testing/index.ts';
import './define.ts';
import type { CrmContactCard } from './index.ts';

const show = (world: Pick<World, 'client'>, contact = 'erp:10042'): Promise<CrmContactCard> =>
  fixture<CrmContactCard>(html`<crm-contact-card contact=${contact} .client=${world.client}></crm-contact-card>`);

const deal = (currency: string, amount: number, status: 'open' | 'won' = 'open') =>
  aRecord('deal', { name: 'A deal', contact: ana.id, status, amount: { amount, currency } });

describe('<crm-contact-card>', () => {
  it('shows who it is, how to reach them, and what is open, one sum a currency', async () => {
    const world = aWorld([
      deal('EUR', 100_000),
      deal('EUR', 250_050),
      deal('JPY', 5_000),
      deal('EUR', 999, 'won'),
      aRecord('ticket', { subject: 'Blank', statusCategory: 'open', requester: ana.id }),
      aRecord('ticket', { subject: 'Done', statusCategory: 'solved', requester: ana.id }),
    ]);
    const card = await show(world);
    await findText(card, '3 deals');
    expect(textOf(card)).to.match(/Ana Ruiz.*Procurement.*Nordwind Logistik GmbH.*Mika Koski/);
    expect(textOf(card)).to.contain('€3,500.50').and.to.contain('¥5,000').and.to.contain('1 ticket');
    expect(byRole(card, 'link', 'ana@nordwind.example')?.getAttribute('href')).to.equal('mailto:ana@nordwind.example');
    expect(byRole(card, 'link', '+49 40 555 0142')?.getAttribute('href')).to.equal('tel:+49405550142');
  });

  it('tells what is allowed: the newest record of a channel decides', async () => {
    const consent = (status: 'granted' | 'withdrawn', capturedAt: string) =>
      aRecord('consent', {
        contact: ana.id,
        channel: 'email',
        purpose: 'News',
        legalBasis: 'consent',
        status,
        capturedAt,
      });
    const card = await show(aWorld([consent('granted', ago(500)), consent('withdrawn', ago(100))]));
    await findText(card, 'Email: withdrawn');
    expect(textOf(card)).not.to.contain('Email: granted');
  });

  it('never says that there is nothing of what it could not read', async () => {
    const world = aWorld([deal('EUR', 100_000)]);
    Object.assign(world, { fault: 'not-permitted', faultyTypes: ['ticket', 'consent', 'user'] });
    const card = await show(world);
    await findText(card, '1 deal');
    await until(() => textOf(card).match(/Not visible to you/g)?.length === 3);
    expect(textOf(card)).not.to.contain('Not recorded').and.not.to.contain('0 ticket');
  });

  it('follows a change that somebody else makes', async () => {
    const world = aWorld();
    const card = await show(world);
    await findText(card, 'Procurement');
    await world.other.update('contact', ana.id, { jobTitle: 'Head of Procurement' });
    await findText(card, 'Head of Procurement');
  });

  it('changes a field by keyboard alone, at once, and gives the focus back', async () => {
    const world = aWorld();
    const card = await show(world);
    (await findByRole(card, 'button', 'Edit Phone')).focus();
    await sendKeys({ press: 'Enter' });
    const field = await findByRole(card, 'textbox', 'Phone');
    await until(() => focused() === field);
    type(field, '+49 40 1');
    await sendKeys({ press: 'Enter' });
    await findText(card, '+49 40 1');
    await until(() => focused() === byRole(card, 'button', 'Edit Phone'), 'the focus was lost');
    await until(async () => (await world.other.get('contact', { id: ana.id }))?.phone === '+49 40 1');
  });

  it('leaves a field as it was on Escape, and where the host prevents the change', async () => {
    const world = aWorld();
    const card = await show(world);
    for (const [key, prevent] of [
      ['Escape', false],
      ['Enter', true],
    ] as const) {
      card.addEventListener('crm-contact-change', (event) => prevent && event.preventDefault(), { once: true });
      (await findByRole(card, 'button', 'Edit Phone')).click();
      const field = await findByRole(card, 'textbox', 'Phone');
      await until(() => focused() === field);
      type(field, '000');
      await sendKeys({ press: key });
      await until(() => !byRole(card, 'textbox', 'Phone'));
      expect(textOf(card)).to.contain('+49 40 555 0142');
    }
  });

  it('keeps what was typed where the backend refuses it, with the reason in place', async () => {
    const world = aWorld();
    const card = await show(world);
    world.refusal = { ok: false, code: 'not-permitted' };
    (await findByRole(card, 'button', 'Edit Email')).click();
    const field = await findByRole(card, 'textbox', 'Email');
    await until(() => focused() === field);
    type(field, 'new@nordwind.example');
    await sendKeys({ press: 'Enter' });
    await findByRole(card, 'alert');
    const again = byRole(card, 'textbox', 'Email') as HTMLInputElement;
    expect(again.value).to.equal('new@nordwind.example');
    expect(again.getAttribute('aria-invalid')).to.equal('true');
    expect(world.client.connection.getSnapshot().attention).to.have.length(0);
  });

  it('offers no change where it is read-only', async () => {
    const card = await show(aWorld());
    await findByRole(card, 'button', 'Edit Phone');
    card.readOnly = true;
    await card.updateComplete;
    expect(allByRole(card, 'button')).to.have.length(0);
  });

  it('makes no link of a scheme that could run code', async () => {
    const world = aWorld();
    const card = await show(world);
    await findText(card, 'Ana Ruiz');
    // No authority takes it, so it is put where a foreign backend could have it from.
    const original = world.client.record.bind(world.client);
    const live = original('contact', { id: ana.id });
    const evil = {
      ...live,
      getSnapshot: () => ({
        ...live.getSnapshot(),
        status: 'ready' as const,
        records: [{ ...ana, website: 'javascript:alert(1)' }],
      }),
    };
    card.client = {
      ...world.client,
      record: ((type: 'contact') =>
        type === 'contact' ? evil : original(type, { id: ana.id })) as typeof world.client.record,
    };
    await findText(card, 'javascript:alert(1)');
    expect(allByRole(card, 'link', 'javascript')).to.have.length(0);
  });

  describe('when it can’t show anybody', () => {
    it('is a skeleton while it loads, and says so to those who do not see it', async () => {
      const card = await show({ client: silent });
      expect(byRole(card, 'status', 'Loading')).to.exist;
      expect(card.matches(':state(loading)')).to.equal(true);
    });

    for (const [fault, words] of problems) {
      it(`says what is wrong: ${fault}`, async () => {
        const world = aWorld();
        world.fault = fault;
        const card = await show(world);
        await findByRole(card, 'alert', words);
      });
    }

    it('loads after all on Retry', async () => {
      const world = aWorld();
      world.fault = 'server';
      const card = await show(world);
      const retry = await findByRole(card, 'button', 'Retry');
      world.fault = undefined;
      retry.click();
      await findText(card, 'Ana Ruiz');
    });

    it('shows what it has once the connection is back, without being asked', async () => {
      const world = aWorld();
      world.fault = 'offline';
      const card = await show(world);
      await findByRole(card, 'alert', 'No connection');
      world.fault = undefined;
      window.dispatchEvent(new Event('online'));
      await findText(card, 'Ana Ruiz');
    });

    it('says that there is nobody of that name', async () => {
      await findByRole(await show(aWorld(), 'erp:1'), 'alert', 'There is no erp:1');
    });

    it('warns once of a name that is none, shows the error, and recovers', async () => {
      const warnings: unknown[] = [];
      const warn = console.warn;
      console.warn = (...parts: unknown[]) => void warnings.push(parts.join(' '));
      try {
        const card = await show(aWorld(), 'nobody');
        await findByRole(card, 'alert', 'nobody');
        card.requestUpdate();
        await card.updateComplete;
        expect(warnings.filter((text) => String(text).includes('erp:10042'))).to.have.length(1);
        card.contact = 'erp:10042';
        await findText(card, 'Ana Ruiz');
      } finally {
        console.warn = warn;
      }
    });

    it('fires crm-load-error with a way to retry, then crm-ready; neither leaves the element', async () => {
      const world = aWorld();
      world.fault = 'server';
      const events: string[] = [];
      const outside: string[] = [];
      for (const name of ['crm-loader-start', 'crm-load-error', 'crm-ready'] as const)
        document.addEventListener(name, () => outside.push(name), { once: true });
      const card = document.createElement('crm-contact-card');
      let retry: (() => void) | undefined;
      card.addEventListener('crm-loader-start', () => events.push('start'));
      card.addEventListener('crm-ready', () => events.push('ready'));
      card.addEventListener('crm-load-error', (event) => {
        events.push(event.kind);
        retry = event.retry;
      });
      Object.assign(card, { client: world.client, contact: 'erp:10042' });
      document.body.append(card);
      await until(() => retry);
      world.fault = undefined;
      retry?.();
      await until(() => events.includes('ready'));
      card.remove();
      expect(events[0]).to.equal('start');
      expect(events).to.include('error');
      expect(outside).to.deep.equal([]);
    });
  });

  for (const [name, scheme, dir, lang] of looks) {
    it(`has no accessibility violation: ${name}`, async () => {
      const root = await fixture<HTMLElement>(
        html`<div dir=${dir} lang=${lang} .style=${`color-scheme:${scheme}`}>
          <crm-contact-card contact="erp:10042"></crm-contact-card>
        </div>`,
      );
      const card = root.querySelector('crm-contact-card')!;
      card.client = aWorld([deal('EUR', 100)]).client;
      await findText(card, 'Ana Ruiz');
      await findByRole(card, 'button');
      await expect(card).to.be.accessible();
    });
  }
});
