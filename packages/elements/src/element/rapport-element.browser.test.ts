import { expect, fixture, html } from '@open-wc/testing';
import { registerAll } from '../register-all.ts';
import { findByRole, findText, textOf, until, aWorld, silent } from '../testing/index.ts';
import { setMessages } from '../messages/index.ts';

registerAll();

describe('every element', () => {
  it('replaces what a server rendered instead of doubling it', async () => {
    const element = document.createElement('server-contact-card');
    element.setAttribute('contact', 'erp:10042');
    element.attachShadow({ mode: 'open' }).append('The server’s skeleton');
    document.body.append(element);
    registerAll({ prefix: 'server' });
    (element as HTMLElementTagNameMap['crm-contact-card']).client = aWorld().client;
    await findText(element, 'Ana Ruiz');
    expect(textOf(element)).not.to.contain('skeleton');
    element.remove();
  });

  it('can be registered twice, under other names, and in vain under a name that is taken', () => {
    const first = customElements.get('crm-timeline');
    registerAll();
    registerAll({ prefix: 'again' });
    registerAll({ prefix: 'again' });
    expect(customElements.get('crm-timeline')).to.equal(first);
    expect(document.createElement('again-timeline').constructor.name).not.to.equal('HTMLElement');
  });

  it('speaks the language around it, follows a change of it, and takes the host’s own words', async () => {
    const root = await fixture<HTMLElement>(
      html`<div lang="de-AT"><crm-timeline contact="erp:10043" .client=${aWorld().client}></crm-timeline></div>`,
    );
    const timeline = root.querySelector('crm-timeline')!;
    await findText(timeline, 'Noch ist nichts geschehen');
    root.lang = 'ar';
    await findText(timeline, 'لم يحدث شيء بعد');
    root.lang = 'de-AT';
    setMessages('de-AT', { emptyTimeline: 'No nix g’schehn' });
    await findText(timeline, 'No nix g’schehn');
    root.lang = 'xx';
    await findText(timeline, 'Nothing has happened yet');
  });

  it('warns once of a density that is none', async () => {
    const warnings: string[] = [];
    const warn = console.warn;
    console.warn = (...parts: unknown[]) => void warnings.push(parts.join(' '));
    try {
      const card = await fixture(
        html`<crm-contact-card density="tight" contact="erp:10042" .client=${silent}></crm-contact-card>`,
      );
      card.setAttribute('density', 'tight');
      expect(warnings.filter((text) => text.includes('density'))).to.have.length(1);
    } finally {
      console.warn = warn;
    }
  });

  it('says that there is no client, when none has come for a while, and shows what it is for when one comes', async () => {
    const card = await fixture<HTMLElementTagNameMap['crm-contact-card']>(
      html`<crm-contact-card contact="erp:10042"></crm-contact-card>`,
    );
    await until(() => textOf(card).includes('Not connected'), 'nothing was said');
    card.client = aWorld().client;
    await findText(card, 'Ana Ruiz');
  });

  it('has room in 320 pixels: nothing is wider than the element', async () => {
    const root = await fixture<HTMLElement>(
      html`<div .style=${'inline-size:320px'}>
        <crm-contact-card contact="erp:10042"></crm-contact-card><crm-timeline contact="erp:10042"></crm-timeline>
      </div>`,
    );
    const { client } = aWorld();
    for (const element of root.querySelectorAll<HTMLElementTagNameMap['crm-timeline']>(
      'crm-contact-card, crm-timeline',
    )) {
      element.client = client;
      await findByRole(element, 'button');
      await findText(element, element.localName === 'crm-timeline' ? 'Nothing has happened' : 'Ana Ruiz');
      expect(element.scrollWidth).to.be.at.most(320);
    }
  });
});
