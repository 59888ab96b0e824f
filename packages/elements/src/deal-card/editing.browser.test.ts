import type { AnyRecord, Deal, LineItem } from '@rapport/core';
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import {
  aDealWorld,
  aRecord,
  allByRole,
  ana,
  byRole,
  dealIn,
  findByRole,
  findText,
  focused,
  framework,
  lena,
  mika,
  newcomer,
  nordwind,
  showDealCard,
  textOf,
  type,
  until,
  type World,
} from '../testing/index.ts';
import './define.ts';
import type { CrmDealCard } from './index.ts';

const euros = (amount: number) => ({ amount, currency: 'EUR' });
const linesOf = async ({ other }: World, deal: Deal): Promise<readonly LineItem[]> =>
  (
    await other.backend.query({
      type: 'lineItem',
      where: { field: 'deal', op: 'eq', value: deal.id },
      orderBy: [{ field: 'position', direction: 'asc' }],
      limit: 50,
    })
  ).records as readonly LineItem[];
const shown = (card: CrmDealCard, selector: string): string[] =>
  [...card.shadowRoot!.querySelectorAll(selector)].map((row) => (row.textContent ?? '').replace(/\s+/g, ' ').trim());
const press = async (card: CrmDealCard, name: string): Promise<void> =>
  (await findByRole(card, 'button', name)).click();
const fill = async (card: CrmDealCard, id: string, text: string): Promise<void> =>
  type(await findByRole(card, `#edit-${id}`), text);

describe('<crm-deal-card> edits', () => {
  describe('line items', () => {
    const deal = framework();
    const line = (name: string, position: number, values: Partial<LineItem> = {}): AnyRecord =>
      aRecord('lineItem', { deal: deal.id, name, quantity: 1, unitPrice: euros(10_000), position, ...values });
    const printer = aRecord('product', { name: 'Label printer', sku: 'LP-4', price: euros(42_000) });
    const sensor = aRecord('product', { name: 'Sensor', sku: 'S-1', price: { amount: 100, currency: 'USD' } });

    it('adds one from the catalogue by keyboard alone, with its total while it is typed', async () => {
      const here = aDealWorld(deal, printer, sensor);
      const card = await showDealCard(here);
      (await findByRole(card, 'button', 'Add an item')).focus();
      await sendKeys({ press: 'Enter' });
      await until(() => focused()?.id === 'edit-name', 'the form has not the focus');
      await findByRole(card, '[role=option]', 'Label printer');
      await sendKeys({ type: 'LP' });
      await until(() => allByRole(card, '[role=option]').length === 1, 'not narrowed');
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'Enter' });
      await until(() => (byRole(card, '#edit-unitPrice') as HTMLInputElement).value === '420', 'no price');
      await sendKeys({ press: 'Tab' });
      await sendKeys({ type: '24' });
      await fill(card, 'quantity', '24');
      await fill(card, 'discount', '5');
      await findText(card, 'Comes to €9,576.00');
      await sendKeys({ press: 'Enter' });
      await until(async () => (await linesOf(here, deal)).length === 1);
      expect((await linesOf(here, deal))[0]).to.deep.include({
        product: printer.id,
        name: 'Label printer',
        quantity: 24,
        unitPrice: euros(42_000),
        discount: 0.05,
        position: 0,
      });
      await until(() => shown(card, 'tfoot .number')[0] === '€9,576.00');
      await until(() => focused() === byRole(card, 'button', 'Add an item'), 'the focus was lost');
      expect(textOf(card)).to.contain('Label printer: €9,576.00.');
    });

    it('says beside each field what is wrong with it, and keeps what was typed', async () => {
      const card = await showDealCard(aDealWorld(deal));
      await press(card, 'Add an item');
      await fill(card, 'quantity', 'many');
      await fill(card, 'unitPrice', '1.234');
      await fill(card, 'discount', '101');
      await press(card, 'Save');
      await findByRole(card, 'alert', 'Item is needed.');
      expect(allByRole(card, 'alert').map(({ textContent }) => textContent)).to.deep.equal([
        'Item is needed.',
        'A quantity is a number above 0, not “many”',
        'Not an amount in EUR: 1.234',
        'A discount is from 0 to 100 %, not “101”',
      ]);
      await until(() => focused()?.id === 'edit-name', 'the first fault has not the focus');
      expect((byRole(card, '#edit-unitPrice') as HTMLInputElement).value).to.equal('1.234');
      expect(byRole(card, '#edit-quantity')!.getAttribute('aria-describedby')).to.equal('fault-quantity');
      await expect(card).to.be.accessible();
    });

    it('changes one at once, merging with what somebody else has changed of it, and Escape leaves it', async () => {
      const service = line('Service', 0);
      const here = aDealWorld(deal, service, line('Other', 1));
      const card = await showDealCard(here);
      await press(card, 'Edit Service');
      await fill(card, 'quantity', '9');
      (await findByRole(card, '#edit-quantity')).focus();
      await sendKeys({ press: 'Escape' });
      await until(() => !byRole(card, 'form'));
      await until(() => focused() === byRole(card, 'button', 'Edit Service'), 'the focus was lost');
      await press(card, 'Edit Service');
      expect(((await findByRole(card, '#edit-quantity')) as HTMLInputElement).value).to.equal('1');
      await fill(card, 'quantity', '2.5');
      await here.other.update('lineItem', service.id, { name: 'Service, 36 months' });
      await press(card, 'Save');
      await until(() => shown(card, 'tbody tr')[0]?.endsWith('€250.00'));
      await until(async () => (await linesOf(here, deal))[0]?.quantity === 2.5);
      expect((await linesOf(here, deal))[0]?.name).to.equal('Service, 36 months');
    });

    it('says where the catalogue’s price is in another currency, and offers no other product’s in its place', async () => {
      const card = await showDealCard(aDealWorld(deal, printer, sensor));
      const price = (): HTMLInputElement => byRole(card, '#edit-unitPrice') as HTMLInputElement;
      await press(card, 'Add an item');
      (await findByRole(card, '[role=option]', 'Label printer')).click();
      await until(() => price().value === '420');
      await fill(card, 'name', 'Sens');
      await until(() => allByRole(card, '[role=option]').length === 1);
      (await findByRole(card, '[role=option]', 'Sensor')).click();
      await findText(card, 'The catalogue says $1.00. Enter what it costs in EUR.');
      expect(price().value).to.equal('');
      expect(price().getAttribute('aria-describedby')).to.equal('hint-unitPrice');
      await expect(card).to.be.accessible();
      await fill(card, 'unitPrice', '0.90');
      await fill(card, 'name', 'Something else');
      await until(() => !textOf(card).includes('The catalogue says'));
      expect(price().value).to.equal('0.90');
    });

    it('keeps what was typed where somebody else removes the line, says so, and saves it as a new one', async () => {
      const second = line('Second', 1);
      const here = aDealWorld(deal, line('First', 0), second, line('Third', 2));
      const card = await showDealCard(here);
      await press(card, 'Edit Second');
      await fill(card, 'quantity', '4');
      (await findByRole(card, '#edit-quantity')).focus();
      await here.other.delete('lineItem', second.id);
      await findByRole(card, 'alert', 'Somebody else has removed this item.');
      expect((byRole(card, '#edit-quantity') as HTMLInputElement).value).to.equal('4');
      expect(focused()?.id).to.equal('edit-quantity');
      expect(shown(card, 'tfoot .number')[0]).to.equal('€200.00');
      await press(card, 'Save');
      await until(async () => (await linesOf(here, deal)).length === 3);
      await until(() => shown(card, 'tbody tr')[1]?.endsWith('€400.00'));
      expect(shown(card, 'tbody tr')[2]).to.contain('Third');
      await press(card, 'Edit First');
      await here.other.delete('lineItem', (await linesOf(here, deal))[0]!.id);
      await findByRole(card, 'alert', 'Somebody else has removed this item.');
      await press(card, 'Cancel');
      await until(() => focused() === byRole(card, 'button', 'Add an item'), 'the focus was lost');
      expect(await linesOf(here, deal)).to.have.length(2);
    });

    it('opens the form again with the reason where the backend refuses, beside the field it names', async () => {
      const here = aDealWorld(deal, line('Service', 0));
      const card = await showDealCard(here);
      here.refusal = { ok: false, code: 'invalid-value', field: 'quantity' };
      await press(card, 'Edit Service');
      await fill(card, 'quantity', '3');
      await press(card, 'Save');
      await findByRole(card, '#fault-quantity', 'Quantity is not valid');
      expect((byRole(card, '#edit-quantity') as HTMLInputElement).value).to.equal('3');
      expect(here.client.connection.getSnapshot().attention).to.have.length(0);
      here.refusal = undefined;
      await press(card, 'Save');
      await until(async () => (await linesOf(here, deal))[0]?.quantity === 3);
    });

    it('takes one away, and back again where it was', async () => {
      const here = aDealWorld(deal, line('First', 0), line('Second', 1, { discount: 0.1 }), line('Third', 2));
      const card = await showDealCard(here);
      await press(card, 'Remove Second');
      await findText(card, 'Second is removed.');
      await until(() => focused() === byRole(card, 'button', 'Undo'), 'Undo has not the focus');
      await until(async () => (await linesOf(here, deal)).length === 2);
      await until(() => shown(card, 'tfoot .number')[0] === '€200.00');
      await press(card, 'Undo');
      await until(() => shown(card, 'tbody th').join().startsWith('First') && shown(card, 'tbody tr').length === 3);
      await until(async () => (await linesOf(here, deal)).length === 3);
      expect((await linesOf(here, deal)).map(({ name, discount }) => [name, discount])).to.deep.equal([
        ['First', undefined],
        ['Second', 0.1],
        ['Third', undefined],
      ]);
      await until(() => !byRole(card, 'button', 'Undo'));
    });

    it('keeps one that somebody else has changed since it was looked at, and says so', async () => {
      const second = line('Second', 1);
      const here = aDealWorld(deal, line('First', 0), second);
      const card = await showDealCard(here);
      await findByRole(card, 'button', 'Remove Second');
      here.fault = 'offline';
      byRole(card, 'button', 'Remove Second')!.click();
      await here.other.update('lineItem', second.id, { quantity: 5 });
      here.fault = undefined;
      window.dispatchEvent(new Event('online'));
      await findByRole(card, 'alert', 'Somebody else changed this in the meantime.');
      await until(() => shown(card, 'tbody tr')[1]?.endsWith('€500.00'));
      expect(byRole(card, 'button', 'Undo')).to.equal(undefined);
    });

    it('asks the host first, and does nothing where it prevents it', async () => {
      const here = aDealWorld(deal, line('First', 0));
      const card = await showDealCard(here);
      const asked: string[] = [];
      card.addEventListener('crm-deal-decide', (event) => {
        asked.push(event.decision);
        event.preventDefault();
      });
      await press(card, 'Remove First');
      await press(card, 'Edit First');
      await fill(card, 'quantity', '7');
      await press(card, 'Save');
      await until(() => asked.length === 2);
      expect(asked).to.deep.equal(['deal.removeLine', 'deal.changeLine']);
      expect((await linesOf(here, deal))[0]?.quantity).to.equal(1);
      expect(textOf(card)).not.to.contain('is removed');
    });

    it('speaks the reader’s language, and takes numbers as it writes them', async () => {
      const here = aDealWorld(deal);
      const card = await showDealCard(here);
      card.parentElement!.lang = 'de';
      await press(card, 'Position hinzufügen');
      await findText(card, 'Einzelpreis, EUR');
      await fill(card, 'name', 'Wartung');
      await fill(card, 'quantity', '1,5');
      await fill(card, 'unitPrice', '1.000,50');
      await findText(card, 'Ergibt 1.500,75 €');
      await press(card, 'Speichern');
      await until(async () => (await linesOf(here, deal))[0]?.unitPrice.amount === 100_050);
    });
  });

  describe('people', () => {
    const role = (deal: Deal, contact: AnyRecord, part: 'primary' | 'legal' | 'buyer'): AnyRecord =>
      aRecord('contactRole', { deal: deal.id, contact: contact.id, role: part });
    const rolesOf = async ({ other }: World): Promise<readonly string[]> =>
      (
        await other.backend.query({ type: 'contactRole', orderBy: [{ field: 'role', direction: 'asc' }], limit: 50 })
      ).records.map((each) => `${each['contact'] === ana.id ? 'Ana' : 'Zoë'} ${String(each['role'])}`);

    it('adds a contact with its parts, the deal’s company’s first', async () => {
      const deal = framework({ contact: null });
      const here = aDealWorld(deal);
      const card = await showDealCard(here);
      await press(card, 'Add a contact');
      await press(card, 'Save');
      await findByRole(card, 'alert', 'Choose a contact from the list.');
      await fill(card, 'contact', '');
      await until(() => allByRole(card, '[role=option]').length === 1);
      (await findByRole(card, '[role=option]', 'Ana Ruiz')).click();
      expect(((await findByRole(card, '#edit-role-primary')) as HTMLInputElement).checked).to.equal(true);
      (await findByRole(card, '#edit-role-buyer')).click();
      await press(card, 'Save');
      await until(async () => (await rolesOf(here)).join() === 'Ana primary,Ana buyer');
      expect((await dealIn(here)).contact).to.equal(ana.id);
      await until(() => shown(card, '.people li')[0]?.includes('Primary'));
    });

    it('changes somebody’s parts, takes them out, and back with all their parts', async () => {
      const deal = framework();
      const here = aDealWorld(
        deal,
        role(deal, ana, 'primary'),
        role(deal, newcomer, 'legal'),
        role(deal, newcomer, 'buyer'),
      );
      const card = await showDealCard(here);
      await press(card, 'Edit Zoë');
      (await findByRole(card, '#edit-role-legal')).click();
      await press(card, 'Save');
      await until(async () => (await rolesOf(here)).join() === 'Ana primary,Zoë buyer');
      await press(card, 'Remove Ana Ruiz');
      await until(async () => (await rolesOf(here)).join() === 'Zoë buyer');
      expect((await dealIn(here)).contact ?? null).to.equal(null);
      await press(card, 'Undo');
      await until(async () => (await rolesOf(here)).join() === 'Ana primary,Zoë buyer');
      expect((await dealIn(here)).contact).to.equal(ana.id);
    });
  });

  it('keeps what was chosen where somebody else takes the contact out', async () => {
    const deal = framework();
    const legal = aRecord('contactRole', { deal: deal.id, contact: newcomer.id, role: 'legal' });
    const here = aDealWorld(deal, legal);
    const card = await showDealCard(here);
    await press(card, 'Edit Zoë');
    (await findByRole(card, '#edit-role-buyer')).click();
    await here.other.delete('contactRole', legal.id);
    await findByRole(card, 'alert', 'Somebody else has taken this contact out of the deal.');
    expect((byRole(card, '#edit-role-buyer') as HTMLInputElement).checked).to.equal(true);
    await press(card, 'Save');
    await until(() => shown(card, '.people li').some((person) => person.includes('Legal, Buyer')));
  });

  describe('splits', () => {
    const split = (deal: Deal, user: AnyRecord, percent: number): AnyRecord =>
      aRecord('dealSplit', { deal: deal.id, user: user.id, kind: 'revenue', percent });
    const splitsOf = async ({ other }: World): Promise<readonly string[]> =>
      (
        await other.backend.query({ type: 'dealSplit', orderBy: [{ field: 'percent', direction: 'desc' }], limit: 50 })
      ).records.map(
        (each) => `${each['user'] === mika.id ? 'Mika' : 'Lena'} ${String(each['percent'])} ${String(each['kind'])}`,
      );
    const choose = (card: CrmDealCard, id: string, value: string): void => {
      const select = byRole(card, id) as HTMLSelectElement;
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    };
    const percents = (card: CrmDealCard): HTMLInputElement[] => allByRole(card, '.share input') as HTMLInputElement[];

    it('says what is missing while they are typed, and writes none until they are whole', async () => {
      const here = aDealWorld(framework());
      const card = await showDealCard(here);
      await press(card, 'Share the revenue');
      await until(
        () => (byRole(card, '#edit-user-1') as HTMLSelectElement | undefined)?.options.length === 3,
        'nobody to choose from',
      );
      await until(() => focused()?.id === 'edit-user-0');
      type(percents(card)[0]!, '60');
      await findText(card, '40% of the revenue is still missing.');
      choose(card, '#edit-user-1', lena.id);
      type(percents(card)[1]!, '50');
      await findText(card, '10% too much of the revenue.');
      await press(card, 'Save');
      await findByRole(card, 'alert', '10% too much of the revenue.');
      expect(await splitsOf(here)).to.deep.equal([]);
      await expect(card).to.be.accessible();
      type(percents(card)[1]!, '40');
      await findText(card, 'All of the revenue is shared.');
      expect(textOf(card)).to.contain('€600.00').and.to.contain('€400.00');
      await press(card, 'Save');
      await until(async () => (await splitsOf(here)).join() === 'Mika 60 revenue,Lena 40 revenue');
      await until(() => focused() === byRole(card, 'button', 'Change the shares'), 'the focus was lost');
    });

    it('changes and takes away shares in one write, and offers what is left to the next', async () => {
      const deal = framework();
      const here = aDealWorld(deal, split(deal, mika, 70), split(deal, lena, 30));
      const card = await showDealCard(here);
      await press(card, 'Change the shares');
      await until(() => percents(card).length === 2);
      await press(card, 'Remove Lena Brandt');
      await until(() => percents(card).length === 1);
      await press(card, 'Add a person');
      await until(() => percents(card)[1]?.value === '30');
      await press(card, 'Save');
      await findByRole(card, 'alert', 'Choose a person.');
      choose(card, '#edit-user-1', mika.id);
      await press(card, 'Save');
      await findByRole(card, 'alert', 'Mika Koski has such a share already.');
      await press(card, 'Remove Mika Koski');
      await until(() => percents(card).length === 1);
      type(percents(card)[0]!, '100');
      await press(card, 'Save');
      await until(async () => (await splitsOf(here)).join() === 'Mika 100 revenue');
    });
  });

  it('offers nothing where it is read-only, and one form at a time else', async () => {
    const deal = framework();
    const here = aDealWorld(deal, aRecord('company', { name: nordwind['name'] as string }));
    const card = await showDealCard(here);
    await press(card, 'Add an item');
    await findByRole(card, '#edit-name');
    await press(card, 'Add a contact');
    await until(() => allByRole(card, 'form').length === 1 && byRole(card, '#edit-contact'));
    card.readOnly = true;
    await card.updateComplete;
    expect(allByRole(card, 'button')).to.have.length(0);
  });
});
