import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import { describe, expect, it } from 'vitest';
import { registerAll } from './register-all.ts';

// This runs where there is no window, no document and no navigator of a browser: what touched them at import would fail here.
registerAll();

describe('on a server', () => {
  it('renders the skeletons, so that the page has its shape before any script', async () => {
    const page = await collectResult(
      render(
        html`<crm-provider
          ><crm-contact-card contact="erp:10042"></crm-contact-card><crm-timeline contact="erp:10042"></crm-timeline
        ></crm-provider>`,
      ),
    );
    expect(page.match(/<template shadowroot(mode)?="open"/g)).toHaveLength(2);
    expect(page.match(/aria-busy="true"/g)).toHaveLength(2);
    expect(page).toContain('Emails');
    expect(page).toMatch(/<style>[^<]*--crm-surface/);
  });

  it('renders the skeletons of deals, forecasts and reports', async () => {
    const page = await collectResult(
      render(
        html`<crm-deal-card deal="erp:Q-1"></crm-deal-card><crm-forecast></crm-forecast
          ><crm-pipeline-report></crm-pipeline-report>`,
      ),
    );
    expect(page.match(/<template shadowroot(mode)?="open"/g)).toHaveLength(3);
    expect(page.match(/aria-busy="true"/g)).toHaveLength(3);
    expect(page).not.toContain('role="alert"');
  });

  it('shows no error for what only a browser can find out', async () => {
    const page = await collectResult(render(html`<crm-timeline company="no name"></crm-timeline>`));
    expect(page).not.toContain('role="alert"');
  });
});
