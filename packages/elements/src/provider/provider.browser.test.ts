import { expect, fixture, html } from '@open-wc/testing';
import '../contact-card/define.ts';
import type { CrmContactCard } from '../contact-card/index.ts';
import { registerAll } from '../register-all.ts';
import { findByRole, findText, textOf, until, aWorld, ana } from '../testing/index.ts';
import './define.ts';
import { clientContext, setDefaultClient, type CrmProvider } from './index.ts';

const card = (client?: CrmContactCard['client']) =>
  html`<crm-contact-card contact="erp:10042" .client=${client}></crm-contact-card>`;

describe('where an element finds its client', () => {
  it('is its own first, then the nearest provider, then the page’s', async () => {
    const [own, near, far, page] = [aWorld(), aWorld(), aWorld(), aWorld()];
    for (const [world, name] of [
      [own, 'Own'],
      [near, 'Near'],
      [far, 'Far'],
      [page, 'Page'],
    ] as const)
      await world.client.update('contact', ana.id, { name });
    setDefaultClient(page.client);
    try {
      const root = await fixture<HTMLElement>(
        html`<div>
          <crm-provider .client=${far.client}
            ><crm-provider .client=${near.client}>${card(own.client)}${card()}</crm-provider>${card()}</crm-provider
          >${card()}
        </div>`,
      );
      const cards = [...root.querySelectorAll<HTMLElement>('crm-contact-card')];
      for (const [index, name] of ['Own', 'Near', 'Far', 'Page'].entries()) await findText(cards[index]!, name);
    } finally {
      setDefaultClient(undefined);
    }
  });

  it('is a provider that is upgraded later than its content', async () => {
    const { client } = aWorld();
    const root = await fixture<HTMLElement>(html`<late-provider>${card()}</late-provider>`);
    const element = root.querySelector<HTMLElement>('crm-contact-card')!;
    expect(textOf(element)).not.to.contain('Ana Ruiz');
    (root as CrmProvider).client = client;
    // What a framework set before the upgrade is an own property; Lit takes it over.
    registerAll({ prefix: 'late' });
    await findText(element, 'Ana Ruiz');
  });

  it('is a provider upgraded later between the content and one that was there', async () => {
    const [near, far] = [aWorld(), aWorld()];
    await near.client.update('contact', ana.id, { name: 'Ana of the near one' });
    const root = await fixture<HTMLElement>(
      html`<crm-provider .client=${far.client}><later-provider>${card()}</later-provider></crm-provider>`,
    );
    const element = root.querySelector<HTMLElement>('crm-contact-card')!;
    await findText(element, 'Ana Ruiz');
    (root.firstElementChild as CrmProvider).client = near.client;
    registerAll({ prefix: 'later' });
    await findText(element, 'Ana of the near one');
    await far.client.update('contact', ana.id, { name: 'Ana of the far one' });
    expect(textOf(element)).not.to.contain('far one');
  });

  it('is given to whoever asks by the protocol, once or for good', async () => {
    const { client } = aWorld();
    const provider = await fixture<CrmProvider>(html`<crm-provider .client=${client}><p></p></crm-provider>`);
    const given: unknown[] = [];
    const ask = (subscribe: boolean): void => {
      const callback = (value: unknown): void => void given.push(value);
      const request = Object.assign(new Event('context-request', { bubbles: true, composed: true }), {
        context: clientContext,
        contextTarget: provider.firstElementChild,
        callback,
        subscribe,
      });
      provider.firstElementChild!.dispatchEvent(request);
    };
    ask(false);
    ask(true);
    expect(given).to.deep.equal([client, client]);
    const { client: other } = aWorld();
    provider.client = other;
    await provider.updateComplete;
    expect(given).to.deep.equal([client, client, other]);
  });

  it('changes when the element is moved, and stays through being taken out and put back', async () => {
    const [first, second] = [aWorld(), aWorld()];
    await second.client.update('contact', ana.id, { name: 'Ana of the second' });
    const root = await fixture<HTMLElement>(
      html`<div>
        <crm-provider .client=${first.client}>${card()}</crm-provider
        ><crm-provider .client=${second.client}></crm-provider>
      </div>`,
    );
    const element = root.querySelector<HTMLElement>('crm-contact-card')!;
    await findText(element, 'Ana Ruiz');
    root.lastElementChild!.append(element);
    await findText(element, 'Ana of the second');
    element.remove();
    await second.client.update('contact', ana.id, { name: 'Ana, put back' });
    root.lastElementChild!.append(element);
    await findText(element, 'Ana, put back');
  });

  it('changes when the provider is given another', async () => {
    const [first, second] = [aWorld(), aWorld()];
    await second.client.update('contact', ana.id, { name: 'Ana of the second' });
    const provider = await fixture<CrmProvider>(html`<crm-provider .client=${first.client}>${card()}</crm-provider>`);
    const element = provider.querySelector<HTMLElement>('crm-contact-card')!;
    await findText(element, 'Ana Ruiz');
    provider.client = second.client;
    await findText(element, 'Ana of the second');
  });

  it('is made for a url, once somebody is there, and the host is asked for a token', async () => {
    const asked: string[] = [];
    const getToken = ({ reason }: { reason: string }): null => (asked.push(reason), null);
    const element = await fixture<CrmProvider>(
      html`<crm-provider url="/nowhere" .getToken=${getToken}>${card()}</crm-provider>`,
    );
    await until(() => asked.length > 0, 'no token was asked for');
    expect(asked[0]).to.equal('initial');
    // Nothing answers there, so the card says so instead of waiting for ever.
    await findByRole(element.querySelector<HTMLElement>('crm-contact-card')!, 'alert');
  });
});

describe('what an element does for whoever is about to write', () => {
  it('is to have the client ready for it when the focus comes', async () => {
    const { client } = aWorld();
    let prepared = 0;
    const prepareToWrite = (): Promise<void> => {
      prepared += 1;
      return client.prepareToWrite();
    };
    const element = await fixture<HTMLElement>(card({ ...client, prepareToWrite }));
    await findText(element, 'Ana Ruiz');
    expect(prepared).to.equal(0);
    element.shadowRoot!.querySelector('button')!.focus();
    expect(prepared).to.equal(1);
  });
});

describe('what a provider keeps on the device', () => {
  it('needs an account, says so, and begins anew with one', async () => {
    const failed: Event[] = [];
    const provider = document.createElement('crm-provider');
    provider.addEventListener('crm-load-error', (event) => failed.push(event));
    provider.setAttribute('persistence', 'indexeddb');
    provider.setAttribute('url', '/nowhere');
    document.body.append(provider);
    await until(() => failed.length === 1, 'nothing was said');
    const ready = new Promise((resolve) => provider.addEventListener('crm-ready', resolve, { once: true }));
    provider.setAttribute('account', `test/${crypto.randomUUID()}`);
    await ready;
    expect([provider.account?.slice(0, 5), provider.persistence, failed.length]).to.deep.equal([
      'test/',
      'indexeddb',
      1,
    ]);
    provider.remove();
  });

  it('is nothing where it is asked to in a way that there is not, and it says which there is', async () => {
    const warnings: string[] = [];
    const { warn } = console;
    console.warn = (message: string) => warnings.push(message);
    try {
      const provider = document.createElement('crm-provider');
      provider.setAttribute('persistence', 'localStorage');
      provider.setAttribute('persistence', 'localStorage');
      const ready = new Promise((resolve) => provider.addEventListener('crm-ready', resolve, { once: true }));
      provider.setAttribute('url', '/nowhere');
      document.body.append(provider);
      await ready;
      provider.remove();
    } finally {
      console.warn = warn;
    }
    expect(warnings.filter((each) => each.includes('persistence'))).to.deep.equal([
      '<crm-provider> persistence="localStorage" keeps nothing on the device: it is indexeddb or memory.',
    ]);
  });
});
