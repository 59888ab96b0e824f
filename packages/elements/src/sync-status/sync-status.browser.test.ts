import type { ConnectionSnapshot, RefusedWrite } from '@rapport/client';
import type { AnyRecord, MutationResult } from '@rapport/core';
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import {
  aRecord,
  aWorld,
  ago,
  allByRole,
  ana,
  byRole,
  findByRole,
  findText,
  focused,
  mika,
  nordwind,
  textOf,
  until,
  type World,
} from '../testing/index.ts';
import './define.ts';
import type { CrmSyncStatus } from './index.ts';

const money = (amount: number) => ({ amount, currency: 'EUR' });
const aDeal = (): AnyRecord =>
  aRecord('deal', {
    name: 'Cold chain sensors',
    amount: money(100_000),
    owner: mika.id,
    nextStep: 'Call',
    contact: ana.id,
  });

const show = (world: Pick<World, 'client'>, quiet = false): Promise<CrmSyncStatus> =>
  fixture<CrmSyncStatus>(
    html`<div lang="en"><crm-sync-status ?quiet=${quiet} .client=${world.client}></crm-sync-status></div>`,
  ).then((root) => root.querySelector('crm-sync-status') as unknown as CrmSyncStatus);

/** A change made on what the record was before somebody else changed it. */
async function collide(world: World, deal: AnyRecord, mine: object, theirs: object): Promise<MutationResult> {
  await world.other.update('deal', deal.id, theirs);
  const fields = Object.fromEntries(Object.keys(mine).map((name) => [name, deal[name]]));
  return world.client.write({
    command: 'deal.update',
    patches: [{ op: 'update', type: 'deal', id: deal.id, set: { ...mine }, base: { version: 1, fields } }],
  });
}

const stored = async (world: World, deal: AnyRecord): Promise<AnyRecord> =>
  (await world.other.get('deal', { id: deal.id })) as unknown as AnyRecord;

async function open(status: CrmSyncStatus): Promise<HTMLElement> {
  (await findByRole(status, 'button', 'Needs attention')).click();
  return findByRole(status, 'dialog', 'Not saved');
}

const choose = (status: CrmSyncStatus, field: string, value: string): void => {
  const group = [...status.shadowRoot!.querySelectorAll('fieldset')].find((each) =>
    each.querySelector('legend')?.textContent?.includes(field),
  );
  const label = [...(group?.querySelectorAll('label') ?? [])].find((each) => each.textContent?.includes(value));
  if (!label) throw new Error(`no ${value} for ${field} in: ${textOf(status)}`);
  label.click();
};

describe('<crm-sync-status>', () => {
  describe('the line', () => {
    it('says that all is saved, and is not there at all where it is to be quiet', async () => {
      const world = aWorld();
      await findText(await show(world), 'Saved');
      const quiet = await show(world, true);
      await quiet.updateComplete;
      expect(textOf(quiet)).not.to.contain('Saved');
      expect(quiet.matches(':state(empty)')).to.equal(true);
    });

    it('counts what waits while offline, and recovers by itself', async () => {
      const world = aWorld();
      const status = await show(world, true);
      world.fault = 'offline';
      void world.client.update('contact', ana.id, { phone: '+49 40 1' });
      void world.client.update('company', nordwind.id, { industry: 'logistics' });
      await findText(status, 'Offline (2 waiting)');
      expect(status.matches(':state(stale)')).to.equal(true);
      world.fault = undefined;
      window.dispatchEvent(new Event('online'));
      await until(() => status.matches(':state(empty)'));
      expect(textOf(status)).not.to.contain('Offline (');
      expect((await world.other.get('contact', { id: ana.id }))?.phone).to.equal('+49 40 1');
    });

    it('counts what is on its way', async () => {
      const world = aWorld();
      const status = await show(world);
      const original = world.client.connection.getSnapshot();
      status.client = {
        ...world.client,
        connection: {
          getSnapshot: () => ({ ...original, state: 'online', pendingWrites: 3 }),
          subscribe: () => () => {},
        },
      };
      await findText(status, 'Saving (3)');
    });

    it('asks to sign in, with the host’s own way to do so beside it', async () => {
      const world = aWorld();
      const status = await show(world);
      const link = document.createElement('a');
      Object.assign(link, { slot: 'sign-in', href: '#sign-in', textContent: 'Sign in' });
      status.append(link);
      await status.updateComplete;
      expect(link.checkVisibility()).to.equal(false);
      world.fault = 'unauthenticated';
      void world.client.update('contact', ana.id, { jobTitle: 'Buyer' });
      await findText(status, 'Sign in again (1 waiting)');
      expect(link.checkVisibility()).to.equal(true);
    });

    it('announces a change once it has stood for a moment, and not what passed in between', async () => {
      const { client } = aWorld();
      let snapshot: ConnectionSnapshot = { ...client.connection.getSnapshot(), state: 'online' };
      const listeners = new Set<() => void>();
      const tell = (part: Partial<ConnectionSnapshot>): Promise<unknown> => {
        snapshot = { ...snapshot, ...part };
        for (const listener of listeners) listener();
        return status.updateComplete;
      };
      const subscribe = (listener: () => void) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      };
      const status = await show({ client: { ...client, connection: { getSnapshot: () => snapshot, subscribe } } });
      await findText(status, 'Saved');
      const region = status.shadowRoot!.querySelector('[role=status]')!;
      const said: string[] = [];
      const observer = new MutationObserver(() => said.push(region.textContent));
      observer.observe(region, { characterData: true, childList: true, subtree: true });
      for (let stroke = 0; stroke < 5; stroke++) {
        await tell({ pendingWrites: 1 });
        await tell({ pendingWrites: 0 });
      }
      await tell({ state: 'offline', pendingWrites: 1 });
      await until(() => said.length > 0, 'nothing was announced');
      expect(said).to.deep.equal(['Offline (1 waiting)']);
    });

    it('says first of all what is nowhere but in this window, and why (D12)', async () => {
      const { client } = aWorld();
      const snapshot = {
        ...client.connection.getSnapshot(),
        state: 'offline',
        kept: 'lost',
        pendingWrites: 2,
      } as const;
      const status = await show({
        client: { ...client, connection: { getSnapshot: () => snapshot, subscribe: () => () => {} } },
      });
      await findText(status, 'Kept in this window only (2)');
      (await findByRole(status, 'button', 'What to know')).click();
      await findByRole(status, 'dialog', 'What to know');
      await findText(status, 'This device can’t keep changes any more.');
      await expect(status).to.be.accessible();
    });

    it('says that the browser has lost what was kept, though nothing waits, and quiet or not (D12)', async () => {
      const { client } = aWorld();
      const snapshot = { ...client.connection.getSnapshot(), kept: 'device', isForgotten: true } as const;
      const connection = { getSnapshot: () => snapshot, subscribe: () => () => {} };
      const status = await show({ client: { ...client, connection } }, true);
      (await findByRole(status, 'button', 'What to know')).click();
      await findByRole(status, 'dialog', 'What to know');
      await findText(status, 'The browser has lost what this device kept.');
    });

    it('tells what the system behind it can’t give', async () => {
      const { client } = aWorld();
      const unguaranteed = ['live', 'conflicts', 'exactly-once', 'whole'] as const;
      const snapshot = { ...client.connection.getSnapshot(), unguaranteed };
      const status = await show({
        client: { ...client, connection: { getSnapshot: () => snapshot, subscribe: () => () => {} } },
      });
      await findText(status, 'Saved');
      (await findByRole(status, 'button', 'What to know')).click();
      await findText(status, 'when two people change the same');
      expect(status.shadowRoot?.querySelectorAll('.limits li')).to.have.length(4);
    });

    it('says that the page has no client, where none comes', async () => {
      const status = await fixture<CrmSyncStatus>(html`<crm-sync-status lang="en"></crm-sync-status>`);
      await findText(status, 'Not connected');
    });
  });

  describe('a refused write', () => {
    const refuse = async (world: World, code = 'not-permitted', field?: string): Promise<void> => {
      world.refusal = { ok: false, code, ...(field ? { field } : {}) };
      await world.client.update('contact', ana.id, { jobTitle: 'Buyer', company: nordwind.id });
    };

    it('is told in words: what was tried, of whom, when and why; no id is shown', async () => {
      const world = aWorld();
      const status = await show(world);
      await refuse(world);
      await open(status);
      await findText(status, 'Ana Ruiz');
      await findText(status, 'Nordwind Logistik GmbH');
      expect(textOf(status)).to.match(/Contact · Change · now/);
      expect(textOf(status))
        .to.contain('You may not change this.')
        .and.to.match(/Job title\s*Buyer/);
      expect(textOf(status)).not.to.contain(ana.id).and.not.to.contain(nordwind.id);
    });

    it('names the field at fault', async () => {
      const world = aWorld();
      const status = await show(world);
      await refuse(world, 'invalid-value', 'jobTitle');
      await open(status);
      await findText(status, 'Job title is not valid.');
    });

    it('is sent again by Retry, by keyboard alone, and is saved', async () => {
      const world = aWorld();
      const status = await show(world);
      await refuse(world);
      const button = await findByRole(status, 'button', 'Needs attention (1)');
      button.focus();
      await sendKeys({ press: 'Enter' });
      await findByRole(status, 'dialog', 'Not saved');
      (await findByRole(status, 'button', 'Retry')).focus();
      await sendKeys({ press: 'Enter' });
      await until(() => byRole(status, 'button', 'Retry'), 'declined again, it is there again');
      world.refusal = undefined;
      (await findByRole(status, 'button', 'Retry')).focus();
      await sendKeys({ press: 'Enter' });
      await until(() => status.matches(':state(empty)'));
      expect((await world.other.get('contact', { id: ana.id }))?.jobTitle).to.equal('Buyer');
      await until(() => focused()?.id === 'title', 'the focus was lost');
      await sendKeys({ press: 'Escape' });
      await until(() => !byRole(status, 'dialog'));
      await until(() => focused()?.matches('.line'), 'the focus was lost with the button');
    });

    it('is given up by Discard, and the next one has the focus', async () => {
      const world = aWorld();
      const status = await show(world);
      await refuse(world);
      await world.client.update('contact', ana.id, { jobTitle: 'Second' });
      await open(status);
      await until(() => allByRole(status, 'button', /^Discard$/).length === 2);
      allByRole(status, 'button', /^Discard$/)[0]!.click();
      await until(() => allByRole(status, 'button', /^Discard$/).length === 1);
      expect(textOf(status)).to.contain('Second');
      expect(focused()?.localName).to.equal('h3');
      expect(world.client.connection.getSnapshot().attention).to.have.length(1);
    });

    it('is not given up with all others by one slip of the hand', async () => {
      const world = aWorld();
      const status = await show(world);
      await refuse(world);
      await world.client.update('contact', ana.id, { jobTitle: 'Second' });
      await open(status);
      (await findByRole(status, 'button', 'Discard all')).click();
      const sure = await findByRole(status, 'button', 'Discard all 2 for good?');
      expect(world.client.connection.getSnapshot().attention).to.have.length(2);
      sure.click();
      await until(() => world.client.connection.getSnapshot().attention.length === 0);
      await findText(status, 'Saved');
    });

    it('however many there are, the way out stays in reach; a note is called a note', async () => {
      const world = aWorld();
      world.refusal = { ok: false, code: 'not-permitted' };
      for (let index = 0; index < 12; index++) {
        const note = { kind: 'note' as const, occurredAt: ago(index), contact: ana.id, body: `Note ${index}` };
        void world.client.create('activity', note);
      }
      const status = await show(world);
      const panel = await open(status);
      await until(() => allByRole(status, 'heading', /^Note$/).length === 12);
      panel.scrollTop = panel.scrollHeight;
      const close = byRole(panel, 'button', 'Close')!.getBoundingClientRect();
      const whole = panel.getBoundingClientRect();
      expect(panel.scrollTop).to.be.greaterThan(0);
      expect(close.top).to.be.greaterThan(whole.top);
      expect(close.bottom).to.be.lessThan(whole.bottom);
      // The last entry's heading is not behind the panel's own.
      panel.scrollTop = 0;
      allByRole(status, 'heading', /^Note$/)
        .at(-1)!
        .focus();
      expect(focused()!.getBoundingClientRect().top).to.be.at.least(close.bottom);
    });

    it('stays as it is where the host prevents the decision', async () => {
      const world = aWorld();
      const status = await show(world);
      await refuse(world);
      const asked: [RefusedWrite['id'], string][] = [];
      status.addEventListener('crm-write-decide', (event) => {
        asked.push([event.write.id, event.decision]);
        event.preventDefault();
      });
      await open(status);
      (await findByRole(status, 'button', /^Discard$/)).click();
      const { attention } = world.client.connection.getSnapshot();
      expect(asked).to.deep.equal([[attention[0]?.id, 'discard']]);
    });
  });

  describe('a conflict', () => {
    it('is decided field by field; others’ edits of other fields stay', async () => {
      const deal = aDeal();
      const world = aWorld([deal]);
      const status = await show(world);
      const mine = { amount: money(250_050), nextStep: 'Send the offer' };
      await collide(world, deal, mine, { amount: money(300_000), description: 'Met at the fair' });
      const dialog = await open(status);
      await findText(status, 'Cold chain sensors');
      expect(textOf(status)).to.match(/Amount\s*Yours: €2,500.50\s*Theirs: €3,000.00/);
      expect(textOf(status)).not.to.contain(deal.id);
      // Nothing is chosen for anybody.
      expect(dialog.querySelectorAll(':checked').length).to.equal(0);
      choose(status, 'Amount', 'Yours');
      (await findByRole(status, 'button', 'Save')).click();
      await until(() => status.matches(':state(empty)'));
      expect(await stored(world, deal)).to.deep.include({
        amount: money(250_050),
        nextStep: 'Send the offer',
        description: 'Met at the fair',
      });
    });

    it('keeps theirs where theirs is chosen, and saves the rest of mine', async () => {
      const deal = aDeal();
      const other = aRecord('user', { name: 'Jo Lind' });
      const world = aWorld([deal, other]);
      const status = await show(world);
      const mine = { amount: money(250_050), owner: other.id, nextStep: 'Send the offer' };
      await collide(world, deal, mine, { amount: money(300_000), owner: null });
      await open(status);
      await findText(status, 'Yours: Jo Lind');
      await findText(status, 'Theirs: Not set');
      choose(status, 'Amount', 'Theirs');
      choose(status, 'Owner', 'Yours');
      (await findByRole(status, 'button', 'Save')).click();
      await until(() => status.matches(':state(empty)'));
      expect(await stored(world, deal)).to.deep.include({
        amount: money(300_000),
        owner: other.id,
        nextStep: 'Send the offer',
      });
    });

    it('is not saved before every field is decided', async () => {
      const deal = aDeal();
      const world = aWorld([deal]);
      const status = await show(world);
      await collide(world, deal, { amount: money(1) }, { amount: money(2) });
      await open(status);
      (await findByRole(status, 'button', 'Save')).click();
      await status.updateComplete;
      expect(world.client.connection.getSnapshot().attention).to.have.length(1);
    });

    it('is one again where they changed it once more while I chose', async () => {
      const deal = aDeal();
      const world = aWorld([deal]);
      const status = await show(world);
      await collide(world, deal, { amount: money(100) }, { amount: money(200) });
      await open(status);
      await world.other.update('deal', deal.id, { amount: money(300) });
      choose(status, 'Amount', 'Yours');
      (await findByRole(status, 'button', 'Save')).click();
      await findText(status, 'Theirs: €3.00');
      expect((await stored(world, deal))['amount']).to.deep.equal(money(300));
    });

    it('about a deletion is told, and the record deleted all the same if so wished', async () => {
      const deal = aDeal();
      const world = aWorld([deal]);
      const status = await show(world);
      await world.other.update('deal', deal.id, { nextStep: 'Wait' });
      await world.client.write({
        command: 'deal.delete',
        patches: [{ op: 'delete', type: 'deal', id: deal.id, base: { version: 1 } }],
      });
      await open(status);
      await findText(status, 'Deal · Deletion');
      (await findByRole(status, 'button', 'Delete all the same')).click();
      await until(() => status.matches(':state(empty)'));
      expect(await world.other.get('deal', { id: deal.id })).to.equal(undefined);
    });

    it('takes another value than mine and theirs', async () => {
      const deal = aDeal();
      const world = aWorld([deal]);
      const status = await show(world);
      await collide(world, deal, { amount: money(100) }, { amount: money(200) });
      await open(status);
      const other = status.shadowRoot!.querySelector<HTMLInputElement>('.other input[type=number]')!;
      other.focus();
      await sendKeys({ type: '1234.5' });
      expect(status.shadowRoot!.querySelector<HTMLInputElement>('.other input[type=radio]')!.checked).to.equal(true);
      (await findByRole(status, 'button', 'Save')).click();
      await until(() => status.matches(':state(empty)'));
      expect((await stored(world, deal))['amount']).to.deep.equal(money(123_450));
    });

    it('of a decision over several records is not put together anew: it is made all the same, or given up', async () => {
      const deal = aDeal();
      const world = aWorld([deal]);
      const status = await show(world);
      await world.other.update('deal', deal.id, { amount: money(200), nextStep: 'Wait' });
      await world.client.write({
        command: 'deal.reprice',
        patches: [
          {
            op: 'update',
            type: 'deal',
            id: deal.id,
            set: { amount: money(1) },
            base: { fields: { amount: money(100_000) } },
          },
          { op: 'update', type: 'contact', id: ana.id, set: { jobTitle: 'Buyer' } },
        ],
      });
      await open(status);
      await findText(status, 'Theirs: €2.00');
      expect(status.shadowRoot!.querySelectorAll('[type=radio]')).to.have.length(0);
      (await findByRole(status, 'button', 'Do it all the same')).click();
      await until(() => status.matches(':state(empty)'));
      expect(await stored(world, deal)).to.deep.include({ amount: money(1), nextStep: 'Wait' });
      expect((await world.other.get('contact', { id: ana.id }))?.jobTitle).to.equal('Buyer');
    });

    it('shows what waits behind it (D9)', async () => {
      const deal = aDeal();
      const world = aWorld([deal]);
      await collide(world, deal, { amount: money(100) }, { amount: money(200) });
      const snapshot = world.client.connection.getSnapshot();
      const later = {
        command: 'deal.update',
        patches: [{ op: 'update', type: 'deal', id: deal.id, set: { nextStep: 'Fax' } }],
      };
      const attention = snapshot.attention.map((refused) => ({
        ...refused,
        behind: [{ id: deal.id, at: refused.at, write: later as RefusedWrite['write'] }],
      }));
      const connection = { getSnapshot: () => ({ ...snapshot, attention }), subscribe: () => () => {} };
      const status = await show({ client: { ...world.client, connection } });
      await open(status);
      await findText(status, '1 later change waits for this decision');
      status.shadowRoot!.querySelector('summary')!.click();
      expect(textOf(status)).to.match(/Next step\s*Fax/);
      await expect(status).to.be.accessible();
    });
  });

  it('closes on Escape and gives the focus back to its button', async () => {
    const world = aWorld();
    const status = await show(world);
    world.refusal = { ok: false, code: 'not-permitted' };
    await world.client.update('contact', ana.id, { jobTitle: 'Buyer' });
    const button = await findByRole(status, 'button', 'Needs attention (1)');
    button.focus();
    await sendKeys({ press: 'Enter' });
    await findByRole(status, 'dialog', 'Not saved');
    await sendKeys({ press: 'Escape' });
    await until(() => !byRole(status, 'dialog'));
    await until(() => focused() === byRole(status, 'button', 'Needs attention (1)'), 'the focus was lost');
  });

  for (const [name, scheme, dir, lang, words] of [
    ['light', 'light', 'ltr', 'en', 'Somebody else changed'],
    ['dark', 'dark', 'ltr', 'de', 'Jemand anders hat inzwischen'],
    ['right to left', 'light', 'rtl', 'ar', 'غيّر شخص آخر'],
  ] as const) {
    it(`has no accessibility violation, closed and open: ${name}`, async () => {
      const deal = aDeal();
      const world = aWorld([deal]);
      const root = await fixture<HTMLElement>(
        html`<div
          dir=${dir}
          lang=${lang}
          .style=${`color-scheme:${scheme};background:${scheme === 'dark' ? '#15171c' : '#fff'}`}
        >
          <crm-sync-status></crm-sync-status>
        </div>`,
      );
      const status = root.querySelector('crm-sync-status') as unknown as CrmSyncStatus;
      status.client = world.client;
      await collide(world, deal, { amount: money(250_050) }, { amount: money(300_000) });
      world.refusal = { ok: false, code: 'not-permitted' };
      await world.client.update('contact', ana.id, { jobTitle: 'Buyer' });
      await until(() => status.shadowRoot?.querySelector('.attention'));
      await expect(status).to.be.accessible();
      status.shadowRoot!.querySelector<HTMLElement>('.attention')!.click();
      await findText(status, words);
      await findText(status, 'Cold chain sensors');
      await expect(status).to.be.accessible();
    });
  }
});
