import { createClient } from '@rapport/client';
import type { AnyRecord, Deal } from '@rapport/core';
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import {
  aDealWorld,
  ago,
  allByRole,
  ana,
  anActivity,
  aRecord,
  aWorld,
  byRole,
  dealIn,
  findByRole,
  findText,
  focused,
  framework,
  lena,
  looks,
  lost,
  mika,
  negotiation,
  newcomer,
  newId,
  now,
  problems,
  proposal,
  qualified,
  sales,
  showDealCard,
  silent,
  textOf,
  type,
  until,
  won,
} from '../testing/index.ts';
import './define.ts';
import type { CrmDealCard } from './index.ts';

const day = 24 * 60;
const moved = (deal: Deal, from: AnyRecord, to: AnyRecord, daysAgo: number, stayed: number): AnyRecord =>
  aRecord('stageChange', {
    deal: deal.id,
    from: from.id,
    to: to.id,
    changedAt: ago(daysAgo * day),
    durationMilliseconds: stayed * day * 60_000,
  });

const world = aDealWorld;
const show = showDealCard;

describe('<crm-deal-card>', () => {
  it('shows a deal by the host’s own name, with its company and its contact', async () => {
    const card = await show(world(framework()));
    await findByRole(card, 'heading', 'Framework 2027');
    await findText(card, 'Nordwind Logistik GmbH · Ana Ruiz');
    expect(textOf(card)).to.contain('€1,000.00').and.to.contain('Dec 10, 2026').and.to.contain('Mika Koski');
  });

  it('shows the way through the stages with the time in each, and says which was skipped', async () => {
    const deal = framework({ stage: negotiation.id });
    const card = await show(world(deal, moved(deal, qualified, negotiation, 3, 7)));
    await findText(card, '3 days so far');
    const steps = [...card.shadowRoot!.querySelectorAll('.path li')].map((step) =>
      (step.textContent ?? '').replace(/\s+/g, ' ').trim(),
    );
    expect(steps).to.deep.equal(['Qualified 7 dayspassed', 'Proposal skipped', 'Negotiation 3 days so far']);
    expect(card.shadowRoot!.querySelector('[aria-current=step]')?.textContent).to.contain('Negotiation');
  });

  it('says what wants attention, and why', async () => {
    const card = await show(
      world(framework({ enteredStageAt: ago(30 * day), nextStep: null, expectedCloseDate: '2026-11-01' })),
    );
    await findText(card, 'Quiet 30 days');
    expect(textOf(card)).to.contain('Overdue').and.to.contain('No next step');
    const mark = card.shadowRoot!.querySelector<HTMLElement>('.mark summary')!;
    mark.click();
    await until(() => mark.parentElement!.hasAttribute('open'));
    expect(mark.parentElement!.textContent).to.contain('Nothing has happened for 30 days').and.to.contain('7 days');
  });

  it('does not say that nothing is planned where it could not read what is', async () => {
    const faulty = world(framework({ nextStep: null }));
    Object.assign(faulty, { fault: 'not-permitted', faultyTypes: ['task', 'activity'] });
    const card = await show(faulty);
    await findByRole(card, 'heading', 'Framework 2027');
    await findText(card, 'Contacts');
    expect(textOf(card)).not.to.contain('No next step').and.not.to.contain('Nothing wants attention');
  });

  describe('changes a field', () => {
    it('by keyboard alone, at once, and gives the focus back', async () => {
      const here = world(framework());
      const card = await show(here);
      (await findByRole(card, 'button', 'Edit Amount')).focus();
      await sendKeys({ press: 'Enter' });
      const field = await findByRole(card, 'input', 'Amount');
      await until(() => focused() === field);
      type(field, '12,500.50');
      await sendKeys({ press: 'Enter' });
      await findText(card, '€12,500.50');
      await until(() => focused() === byRole(card, 'button', 'Edit Amount'), 'the focus was lost');
      await until(async () => (await dealIn(here)).amount?.amount === 1_250_050);
    });

    it('by its decision: a probability set by hand sticks, and can be given back to the stage', async () => {
      const here = world(framework());
      const card = await show(here);
      (await findByRole(card, 'button', 'Edit Probability')).click();
      type(await findByRole(card, 'input', 'Probability'), '65 %');
      byRole(card, 'button', 'Save')!.click();
      await findText(card, '65% · set by hand');
      await until(async () => (await dealIn(here)).probabilitySource === 'manual');
      (await findByRole(card, 'button', 'Edit Probability')).click();
      (await findByRole(card, 'button', 'Use the stage’s (50%)')).click();
      await findText(card, '50% · the stage’s');
    });

    it('by its decision: a moved close date is kept in the history', async () => {
      const here = world(framework());
      const card = await show(here);
      (await findByRole(card, 'button', 'Edit Expected close')).click();
      type(await findByRole(card, 'input', 'Expected close'), '2027-01-15');
      byRole(card, 'button', 'Save')!.click();
      await findText(card, 'Pushed once');
    });

    it('never with what is no amount: it says so in place, and keeps what was typed', async () => {
      const here = world(framework());
      const card = await show(here);
      (await findByRole(card, 'button', 'Edit Amount')).click();
      type(await findByRole(card, 'input', 'Amount'), 'a lot');
      byRole(card, 'button', 'Save')!.click();
      await findByRole(card, 'alert', 'Not an amount in EUR: a lot');
      expect((byRole(card, 'input', 'Amount') as HTMLInputElement).value).to.equal('a lot');
      expect((await dealIn(here)).amount?.amount).to.equal(100_000);
    });

    it('and opens it again with the reason where the backend refuses', async () => {
      const here = world(framework());
      const card = await show(here);
      here.refusal = { ok: false, code: 'not-permitted' };
      (await findByRole(card, 'button', 'Edit Next step')).click();
      type(await findByRole(card, 'input', 'Next step'), 'Call Jonas');
      byRole(card, 'button', 'Save')!.click();
      await findByRole(card, 'alert', 'You may not change this');
      expect((byRole(card, 'input', 'Next step') as HTMLInputElement).value).to.equal('Call Jonas');
      expect(here.client.connection.getSnapshot().attention).to.have.length(0);
    });

    it('not where the host prevents it, and not where it is read-only', async () => {
      const here = world(framework());
      const card = await show(here);
      card.addEventListener('crm-deal-change', (event) => event.preventDefault(), { once: true });
      (await findByRole(card, 'button', 'Add Source')).click();
      type(await findByRole(card, 'input', 'Source'), 'Fair');
      byRole(card, 'button', 'Save')!.click();
      await until(() => !byRole(card, 'input', 'Source'));
      expect((await dealIn(here)).source ?? null).to.equal(null);
      card.readOnly = true;
      await card.updateComplete;
      expect(allByRole(card, 'button')).to.have.length(0);
    });

    it('follows what somebody else changes', async () => {
      const deal = framework();
      const here = world(deal);
      const card = await show(here);
      await findByRole(card, 'heading', 'Framework 2027');
      await here.other.update('deal', deal.id, { name: 'Framework 2028' });
      await findByRole(card, 'heading', 'Framework 2028');
    });
  });

  describe('decides', () => {
    it('goes on to the next stage, and says so', async () => {
      const here = world(framework());
      const card = await show(here);
      const decided: string[] = [];
      card.addEventListener('crm-deal-decided', (event) => decided.push(event.decision));
      const next = await findByRole(card, 'button', 'Next: Negotiation');
      next.click();
      await until(async () => (await dealIn(here)).stage === negotiation.id);
      await until(() => card.shadowRoot!.querySelector('[aria-current=step]')?.textContent?.includes('Negotiation'));
      await until(() => decided.length > 0);
      expect(decided).to.deep.equal(['deal.move']);
    });

    it('does nothing where the host prevents it', async () => {
      const here = world(framework());
      const card = await show(here);
      const asked: string[] = [];
      card.addEventListener('crm-deal-decide', (event) => {
        asked.push(event.decision);
        event.preventDefault();
      });
      (await findByRole(card, 'button', 'Win')).click();
      await until(() => asked.length > 0);
      expect(asked).to.deep.equal(['deal.win']);
      expect(byRole(card, 'dialog')).to.equal(undefined);
      expect((await dealIn(here)).status).to.equal('open');
    });

    it('asks what a deal came to when it is won, and writes that with it', async () => {
      const here = world(framework());
      const card = await show(here);
      (await findByRole(card, 'button', 'Win')).click();
      const amount = await findByRole(card, '#ask-amount');
      type(amount, '950.00');
      (await findByRole(card, 'dialog button[type=submit]')).click();
      await until(async () => (await dealIn(here)).status === 'won');
      expect((await dealIn(here)).amount?.amount).to.equal(95_000);
      await findText(card, 'The deal is now in Won.');
      await until(() => !byRole(card, 'dialog'));
    });

    it('asks why when it is lost, and leaves it open where the reader gives up', async () => {
      const here = world(framework());
      const card = await show(here);
      (await findByRole(card, 'button', 'Lose')).click();
      await findByRole(card, '#ask-reason');
      (await findByRole(card, 'dialog button', 'Cancel')).click();
      await until(() => !byRole(card, 'dialog'));
      await until(() => focused() === byRole(card, 'button', 'Lose'), 'the focus was lost');
      expect((await dealIn(here)).status).to.equal('open');
      (await findByRole(card, 'button', 'Lose')).click();
      type(await findByRole(card, '#ask-reason'), 'Price');
      (await findByRole(card, 'dialog button[type=submit]')).click();
      await until(async () => (await dealIn(here)).lossReason === 'Price');
      expect((await dealIn(here)).status).to.equal('lost');
    });

    it('asks for just what the next stage needs, and goes on with it', async () => {
      const picky = {
        ...negotiation,
        requirements: [
          { kind: 'field', field: 'nextStep' },
          { kind: 'checklist', item: 'Security review' },
          { kind: 'related', related: 'primaryContact', atLeast: 1 },
        ],
      } as AnyRecord;
      const here = aWorld([sales, lena, qualified, proposal, picky, won, lost, framework({ nextStep: null })]);
      const card = await show(here);
      (await findByRole(card, 'button', 'Next: Negotiation')).click();
      await findByRole(card, 'dialog', 'Negotiation needs more first');
      const asked = [...card.shadowRoot!.querySelectorAll<HTMLInputElement>('dialog input')].map(({ name }) => name);
      expect(asked).to.deep.equal(['nextStep', 'checked']);
      type(await findByRole(card, 'dialog input[name=nextStep]'), 'Sign');
      (await findByRole(card, 'dialog input[name=checked]')).click();
      (await findByRole(card, 'dialog button[type=submit]')).click();
      await until(async () => (await dealIn(here)).stage === negotiation.id);
      expect((await dealIn(here)).checklist).to.deep.equal(['Security review']);
    });

    it('says why where the backend refuses', async () => {
      const here = world(framework());
      const card = await show(here);
      const next = await findByRole(card, 'button', 'Next: Negotiation');
      here.refusal = { ok: false, code: 'not-permitted' };
      next.click();
      await findByRole(card, 'alert', 'You may not change this');
      expect(here.client.connection.getSnapshot().attention).to.have.length(0);
    });

    it('opens a closed deal again, where it was closed from', async () => {
      const deal = framework({ stage: won.id, status: 'won', closedAt: ago(day), probability: 1 });
      const here = world(deal, moved(deal, negotiation, won, 1, 4));
      const card = await show(here);
      await findText(card, 'Won');
      const reopen = await findByRole(card, 'button', 'Reopen');
      reopen.click();
      await until(async () => (await dealIn(here)).stage === negotiation.id);
      expect((await dealIn(here)).status).to.equal('open');
    });
  });

  describe('people', () => {
    const role = (deal: Deal, contact: AnyRecord, part: 'primary' | 'legal'): AnyRecord =>
      aRecord('contactRole', { deal: deal.id, contact: contact.id, role: part });

    it('are there once each, the primary contact first, with all their parts', async () => {
      const deal = framework();
      const card = await show(
        world(deal, role(deal, newcomer, 'legal'), role(deal, ana, 'primary'), role(deal, ana, 'legal')),
      );
      await findText(card, 'Zoë');
      const rows = [...card.shadowRoot!.querySelectorAll('.people li')].map((row) =>
        (row.textContent ?? '').replace(/\s+/g, ' ').trim(),
      );
      expect(rows).to.have.length(2);
      expect(rows[0]).to.contain('Ana Ruiz').and.to.contain('Primary').and.to.contain('Legal');
      expect(rows[1]).to.contain('Zoë').and.to.contain('Make primary');
    });

    it('one is made the primary contact, in the deal and among the roles', async () => {
      const deal = framework();
      const here = world(deal, role(deal, ana, 'primary'), role(deal, newcomer, 'legal'));
      const card = await show(here);
      (await findByRole(card, 'button', 'Make primary: Zoë')).click();
      await findByRole(card, 'button', 'Make primary: Ana Ruiz');
      await until(async () => (await dealIn(here)).contact === newcomer.id);
      expect(textOf(card)).to.contain('Zoë is the primary contact now');
    });
  });

  describe('line items', () => {
    const line = (deal: Deal, name: string, quantity: number, price: number, discount?: number): AnyRecord =>
      aRecord('lineItem', {
        deal: deal.id,
        name,
        quantity,
        unitPrice: { amount: price, currency: 'EUR' },
        ...(discount === undefined ? {} : { discount }),
      });

    it('have totals that add up, and where the deal says otherwise, a way to make it one', async () => {
      const deal = framework();
      const here = world(deal, line(deal, 'Printer', 3, 33_333, 0.1), line(deal, 'Service', 0.5, 12_345));
      const card = await show(here);
      // 3 × 333.33 × 0.9 = 899.991 → 899.99; 0.5 × 123.45 = 61.725 → 61.73.
      await findText(card, '€899.99');
      expect(textOf(card)).to.contain('€61.73').and.to.contain('€961.72');
      expect(textOf(card)).to.contain('The lines come to €961.72, the deal says €1,000.00.');
      (await findByRole(card, 'button', 'Take over €961.72')).click();
      await until(async () => (await dealIn(here)).amount?.amount === 96_172);
      await until(() => !textOf(card).includes('the deal says'));
    });

    it('are not there where there are none and none can be added, and not hidden where they may not be seen', async () => {
      const card = await show(world(framework()), { readOnly: true });
      await findByRole(card, 'heading', 'Contacts');
      expect(textOf(card)).not.to.contain('Line items');
      const faulty = world(framework());
      Object.assign(faulty, { fault: 'not-permitted', faultyTypes: ['lineItem'] });
      const other = await show(faulty);
      await findByRole(other, 'heading', 'Line items');
      await findText(other, 'Not visible to you');
    });
  });

  it('shows whose revenue it is: shares that add up to the last cent, overlays on top', async () => {
    const deal = framework({ amount: { amount: 10_001, currency: 'EUR' } });
    const split = (user: AnyRecord, kind: 'revenue' | 'overlay', percent: number): AnyRecord =>
      aRecord('dealSplit', { deal: deal.id, user: user.id, kind, percent });
    const card = await show(
      world(deal, split(mika, 'revenue', 50), split(lena, 'revenue', 50), split(lena, 'overlay', 10)),
    );
    await findText(card, 'Overlay');
    const amounts = [...card.shadowRoot!.querySelectorAll('.splits td:last-child')].map((cell) =>
      cell.textContent?.trim(),
    );
    expect(amounts.slice(0, 2).sort()).to.deep.equal(['€50.00', '€50.01']);
    expect(amounts[2]).to.equal('€10.00');
  });

  describe('approvals', () => {
    const asked = (deal: Deal, by: string): AnyRecord =>
      aRecord('dealApproval', {
        deal: deal.id,
        stage: negotiation.id,
        by,
        status: 'requested',
        requestedBy: lena.id,
        createdAt: ago(day),
      });

    it('are decided by whoever was asked', async () => {
      const deal = framework();
      const card = await show(world(deal, asked(deal, mika.id)));
      (await findByRole(card, 'button', 'Approve')).click();
      await findText(card, 'Approved');
      await until(() => !byRole(card, 'button', 'Approve'));
    });

    it('are offered to nobody else', async () => {
      const deal = framework();
      const card = await show(world(deal, asked(deal, lena.id)));
      await findText(card, 'Lena Brandt, for Negotiation');
      await findByRole(card, 'button', 'Next: Negotiation');
      expect(byRole(card, 'button', 'Approve')).to.equal(undefined);
    });
  });

  it('unfolds to the timeline, whose code comes with it', async () => {
    const deal = framework();
    const card = await show(world(deal, anActivity({ deal: deal.id, body: 'Said yes to the tiers' })));
    (await findByRole(card, 'summary', 'Activity')).click();
    await until(() => byRole(card, 'article', 'Said yes to the tiers') ?? textOfTimeline(card).includes('Said yes'));
  });

  describe('when it can’t show a deal', () => {
    it('is a skeleton while it loads', async () => {
      const card = await show({ client: silent });
      expect(byRole(card, 'status', 'Loading')).to.exist;
      expect(card.matches(':state(loading)')).to.equal(true);
    });

    it('says of nobody who is yet to be read that they are hidden', async () => {
      const deal = framework({ owner: lena.id });
      const { backend } = world(
        deal,
        aRecord('dealSplit', { deal: deal.id, user: lena.id, kind: 'revenue', percent: 100 }),
      ).client;
      const late = new Set(['user', 'contact']);
      const client = createClient({
        backend: {
          ...backend,
          query: (query, options) =>
            late.has(query.type) ? new Promise(() => undefined) : backend.query(query, options),
        },
        clock: () => now,
        newId,
      });
      const card = await show({ client });
      await findText(card, 'Revenue');
      await findText(card, '…');
      expect(card.shadowRoot!.querySelectorAll('.bone.name')).to.have.length(2);
      expect(textOf(card)).not.to.contain('Not visible to you');
    });

    for (const [fault, words] of problems) {
      it(`says what is wrong: ${fault}`, async () => {
        const here = world(framework());
        here.fault = fault;
        await findByRole(await show(here), 'alert', words);
      });
    }

    it('says that there is none of that name, and recovers', async () => {
      const here = world(framework());
      const card = await show(here, { deal: 'erp:2' });
      await findByRole(card, 'alert', 'There is no erp:2');
      card.deal = 'erp:Q-1';
      await findByRole(card, 'heading', 'Framework 2027');
    });

    it('warns once of a name or a zone that is none', async () => {
      const warnings: unknown[] = [];
      const warn = console.warn;
      console.warn = (...parts: unknown[]) => void warnings.push(parts.join(' '));
      try {
        const card = await show(world(framework()), { deal: 'nobody', timeZone: 'Mars/Base' });
        await findByRole(card, 'alert');
        card.requestUpdate();
        await card.updateComplete;
        expect(warnings.filter((text) => String(text).includes('erp:Q-412'))).to.have.length(1);
        expect(warnings.filter((text) => String(text).includes('Europe/Berlin'))).to.have.length(1);
      } finally {
        console.warn = warn;
      }
    });
  });

  it('shows every share whole in text of twice the size, beside others or in 320 pixels', async () => {
    const deal = framework({ amount: { amount: 25_536_00, currency: 'EUR' } });
    const shares = [mika, lena].map((user) =>
      aRecord('dealSplit', { deal: deal.id, user: user.id, kind: 'revenue', percent: 50 }),
    );
    const card = await show(world(deal, ...shares), {}, 760);
    await findText(card, '€12,768.00');
    card.style.cssText =
      '--crm-font-size:28px;--crm-line-height:40px;--crm-font-size-small:24px;--crm-line-height-small:32px';
    for (const width of [760, 320]) {
      card.parentElement!.style.inlineSize = card.style.inlineSize = `${width}px`;
      const edge = card.getBoundingClientRect();
      for (const amount of card.shadowRoot!.querySelectorAll('.splits td.number'))
        expect(amount.getBoundingClientRect().right, `${width}: ${amount.textContent}`).to.be.at.most(edge.right);
    }
  });

  it('has room in 320 pixels', async () => {
    const deal = framework();
    const card = await show(
      world(
        deal,
        aRecord('lineItem', {
          deal: deal.id,
          name: 'A printer with a long name',
          quantity: 1,
          unitPrice: { amount: 1, currency: 'EUR' },
        }),
      ),
      {},
      320,
    );
    await findText(card, 'Line items');
    expect(card.scrollWidth).to.be.at.most(320);
  });

  for (const [name, scheme, dir, lang] of looks) {
    it(`has no accessibility violation: ${name}`, async () => {
      const root = await fixture<HTMLElement>(
        html`<div dir=${dir} lang=${lang} .style=${`color-scheme:${scheme}`}>
          <crm-deal-card deal="erp:Q-1" user=${mika.id}></crm-deal-card>
        </div>`,
      );
      const card = root.querySelector('crm-deal-card')!;
      const deal = framework({ nextStep: null });
      card.client = world(
        deal,
        aRecord('contactRole', { deal: deal.id, contact: newcomer.id, role: 'legal' }),
        aRecord('lineItem', { deal: deal.id, name: 'P', quantity: 1, unitPrice: { amount: 1, currency: 'EUR' } }),
      ).client;
      await findText(card, 'Zoë');
      await findByRole(card, 'button');
      await expect(card).to.be.accessible();
    });
  }
});

function textOfTimeline(card: CrmDealCard): string {
  return card.shadowRoot!.querySelector('crm-timeline')?.shadowRoot?.textContent ?? '';
}
