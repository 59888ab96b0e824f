import { expect, fixture, html } from '@open-wc/testing';
import { autoload } from './autoload.ts';
import { until } from './testing/index.ts';

describe('autoload', () => {
  it('registers an element when its tag first appears, also in what is added later, and not before', async () => {
    const root = await fixture<HTMLElement>(html`<div></div>`);
    const stop = autoload(root);
    expect(customElements.get('crm-contact-card')).to.equal(undefined);
    root.append(document.createElement('section'));
    root.firstElementChild!.append(document.createElement('crm-contact-card'));
    await until(() => customElements.get('crm-contact-card'), 'it was not fetched');
    expect(customElements.get('crm-timeline')).to.equal(undefined);
    stop();
  });
});
