import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import { describe, expect, it } from 'vitest';
import './define.ts';

describe('<crm-deal-board> on a server', () => {
  it('renders a skeleton of columns, so that the page has its shape before any script', async () => {
    const page = await collectResult(render(html`<crm-deal-board pipeline="erp:direct"></crm-deal-board>`));
    expect(page).toMatch(/<template shadowroot(mode)?="open"/);
    expect(page.match(/class="bones"/g)).toHaveLength(4);
    expect(page).toContain('Search deals');
    expect(page).not.toContain('role="alert"');
  });
});
