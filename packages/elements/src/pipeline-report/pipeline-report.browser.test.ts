import type { AnyRecord, Deal } from '@rapport/core';
import { expect, fixture, html } from '@open-wc/testing';
import {
  aDeal,
  ago,
  aRecord,
  aWorld,
  byRole,
  findByRole,
  findText,
  lena,
  looks,
  lost,
  negotiation,
  problems,
  proposal,
  qualified,
  renewals,
  sales,
  silent,
  textOf,
  until,
  upcoming,
  won,
  type World,
} from '../testing/index.ts';
import './define.ts';
import type { CrmPipelineReport } from './index.ts';

const day = 24 * 60;
const euros = (amount: number) => ({ amount: amount * 100, currency: 'EUR' });
const stages = [qualified, proposal, negotiation, won, lost, upcoming] as readonly AnyRecord[];
const path = [qualified, proposal, negotiation, won] as const;

/** A deal that was so many days in each stage, the last one until today; with its history. */
function lived(days: readonly number[], values: Partial<Deal> = {}, isLost = false): readonly AnyRecord[] {
  const all = days.reduce((sum, each) => sum + each, 0);
  const visited = [...path.slice(0, days.length), ...(isLost ? [lost] : [])];
  const last = visited.at(-1)!;
  const isClosed = last.stageType !== 'open';
  const deal = aDeal({
    stage: last.id,
    status: last.stageType,
    createdAt: ago(all * day),
    enteredStageAt: ago(isClosed ? 0 : (days.at(-1) ?? 0) * day),
    ...(isClosed ? { closedAt: ago(isLost ? 0 : (days.at(-1) ?? 0) * day) } : {}),
    ...values,
  });
  let left = all;
  const changes = visited.slice(1).map((stage, index) => {
    const stayed = days[index] ?? 0;
    left -= stayed;
    return aRecord('stageChange', {
      deal: deal.id,
      from: visited[index]!.id,
      to: stage.id,
      changedAt: ago(left * day),
      durationMilliseconds: stayed * day * 60_000,
    });
  });
  return [deal, ...changes];
}

/** Of six deals of this year: two won, one lost, three open. */
const records = [
  ...lived([10, 30, 5, 0], { amount: euros(1_000) }),
  ...lived([10, 30, 5, 0], { amount: euros(3_000) }),
  ...lived([10, 20], { amount: euros(2_000) }, true),
  ...lived([10, 40, 5], { amount: euros(500) }),
  ...lived([10, 40], { amount: euros(500) }),
  ...lived([10], { amount: euros(500) }),
];
const deals = records.filter((record) => record.type === 'deal') as unknown as readonly Deal[];
const world = (...more: readonly AnyRecord[]): World => aWorld([sales, renewals, lena, ...stages, ...records, ...more]);

const show = async (
  { client }: Pick<World, 'client'>,
  values: Partial<CrmPipelineReport> = {},
  width = 960,
): Promise<CrmPipelineReport> => {
  const root = await fixture<HTMLElement>(
    html`<div .style=${`inline-size:${width}px`}>
      <crm-pipeline-report currency="EUR" time-zone="Europe/Berlin"></crm-pipeline-report>
    </div>`,
  );
  const element = root.querySelector('crm-pipeline-report')!;
  Object.assign(element, { client, ...values });
  return element;
};

const rowsOf = (element: CrmPipelineReport, section: string): string[][] =>
  [...element.shadowRoot!.querySelectorAll(`.${section} table tr`)].map((row) =>
    [...row.children].map((cell) => {
      const shown = cell.cloneNode(true) as HTMLElement;
      for (const details of shown.querySelectorAll('details')) details.remove();
      return (shown.textContent ?? '').replace(/\s+/g, ' ').trim();
    }),
  );
const figuresIn = (element: CrmPipelineReport, selector: string): string[] =>
  [...element.shadowRoot!.querySelectorAll(`${selector} .figure dd > bdi`)].map(
    (each) => each.textContent?.trim() ?? '',
  );

describe('<crm-pipeline-report>', () => {
  it('shows the funnel of the period: how many came to each stage, and what share went on', async () => {
    const element = await show(world());
    await findByRole(element, 'svg[role=img]', 'How many of 6 deals came to each stage');
    expect(rowsOf(element, 'funnel').slice(1)).to.deep.equal([
      ['Qualified', '6', '83%', '0', '1'],
      ['Proposal', '5', '60%', '1', '1'],
      ['Negotiation', '3', '67%', '0', '1'],
      ['Won', '2', ''],
    ]);
    const drawn = [...element.shadowRoot!.querySelectorAll('.funnel rect title')].map((title) => title.textContent);
    expect(drawn).to.deep.equal(['Qualified: 6 · 83%', 'Proposal: 5 · 60%', 'Negotiation: 3 · 67%', 'Won: 2']);
  });

  it('shows the win rate both ways, of what was created and of what was closed, and says which is which', async () => {
    const before = lived([10, 400], { amount: euros(4_000) }, true);
    const element = await show(world(...before));
    await findText(element, 'Created in the period');
    expect(
      rowsOf(element, 'win-rate')
        .slice(1)
        .map((row) => row.slice(0, 3)),
    ).to.deep.equal([
      // 2 of 3, 4,000 of 6,000
      ['Created in the period', '67%', '67%'],
      // 2 of 4, 4,000 of 10,000
      ['Closed in the period', '50%', '40%'],
    ]);
    const told = byRole(element, 'summary', 'Closed in the period: By amount')!;
    told.click();
    await until(() => told.parentElement!.textContent?.includes('€4,000 ÷ €10,000 = 40%'));
    expect(told.parentElement!.textContent).to.contain('4 deals, Jan 1 – Dec 31, 2026, in EUR');
  });

  it('shows velocity with the four factors that make it', async () => {
    const element = await show(world());
    await findByRole(element, 'heading', 'Velocity');
    // 3 × 2/3 × 2,000 ÷ 45 days
    expect(figuresIn(element, '.velocity')).to.deep.equal(['3', '67%', '€2,000', '45 days', '€89']);
  });

  it('shows how long deals stay in each stage, and marks the bottleneck', async () => {
    const element = await show(world());
    await findByRole(element, 'svg[role=img]', 'Median time in each stage');
    const rows = rowsOf(element, 'durations').slice(1);
    expect(rows.map(([name, median, , , , stays]) => [name, median, stays])).to.deep.equal([
      ['Qualified', '10 days', '6'],
      ['Proposal Bottleneck', '30 days', '5'],
      ['Negotiation', '5 days', '3'],
    ]);
  });

  it('shows how often close dates were put off', async () => {
    const pushed = (index: number, from: string, to: string): AnyRecord =>
      aRecord('closeDateChange', { deal: deals[index]!.id, from, to, changedAt: ago(day) });
    const element = await show(
      world(
        pushed(0, '2026-10-01', '2026-10-11'),
        pushed(0, '2026-10-11', '2026-10-31'),
        pushed(1, '2026-10-20', '2026-10-10'),
      ),
    );
    // The history is read after the deals.
    await until(() => figuresIn(element, '.slippage').join(', ') === '1 / 6, 2, 15 days');
  });

  it('leaves slippage out where it may not be seen, and shows the rest', async () => {
    const here = world();
    Object.assign(here, { fault: 'not-permitted', faultyTypes: ['closeDateChange'] });
    const element = await show(here);
    await findByRole(element, 'heading', 'Velocity');
    expect(Boolean(byRole(element, 'heading', 'Slippage'))).to.equal(false);
  });

  it('goes to another pipeline and another period', async () => {
    const element = await show(world(aDeal({ pipeline: renewals.id, stage: upcoming.id, createdAt: ago(day) })));
    await findText(element, 'Negotiation');
    const chosen = (await findByRole(element, 'select', 'Pipeline')) as HTMLSelectElement;
    chosen.value = renewals.id;
    chosen.dispatchEvent(new Event('change'));
    await until(() => rowsOf(element, 'funnel')[1]?.join() === 'Upcoming,1,0%,0,1');
    (await findByRole(element, 'button', 'The period before')).click();
    await until(() => rowsOf(element, 'funnel')[1]?.join() === 'Upcoming,0,–,0,0');
  });

  it('takes a pipeline by the host’s own name', async () => {
    const element = await show(world(aDeal({ pipeline: renewals.id, stage: upcoming.id })), {
      pipeline: 'erp:renewals',
    });
    await findText(element, 'Upcoming');
  });

  it('follows what others change', async () => {
    const here = world();
    const element = await show(here);
    await until(() => figuresIn(element, '.velocity')[0] === '3');
    await here.other.delete('deal', deals[5]!.id);
    await until(() => figuresIn(element, '.velocity')[0] === '2');
  });

  describe('when it can’t show a report', () => {
    it('is a skeleton while it loads, and says so where there are no deals', async () => {
      const loading = await show({ client: silent });
      expect(byRole(loading, 'status', 'Loading')).to.exist;
      const empty = await show(aWorld([sales, ...stages]));
      await findText(empty, 'No deals yet');
      const nothing = await show(aWorld());
      await findText(nothing, 'No deals yet');
    });

    it('says so in line with its heading', async () => {
      const element = await show(aWorld([sales, ...stages]));
      await findText(element, 'No deals yet');
      const startOf = (selector: string): number => {
        const range = document.createRange();
        range.selectNodeContents(element.shadowRoot!.querySelector(selector)!);
        return Math.round(range.getBoundingClientRect().left);
      };
      expect(startOf('.problem .strong')).to.equal(startOf('h2'));
    });

    for (const [fault, words] of problems) {
      it(`says what is wrong: ${fault}`, async () => {
        const here = world();
        here.fault = fault;
        await findByRole(await show(here), 'alert', words);
      });
    }

    it('says that there is no pipeline of that name, and recovers', async () => {
      const element = await show(world(), { pipeline: 'erp:none' });
      await findByRole(element, 'alert', 'There is no erp:none');
      element.pipeline = undefined;
      await findText(element, 'Negotiation');
    });
  });

  it('has room in 320 pixels', async () => {
    const element = await show(world(), {}, 320);
    await findByRole(element, 'svg[role=img]', 'Median');
    expect(element.scrollWidth).to.be.at.most(320);
    expect(textOf(element)).to.contain('Bottleneck');
  });

  for (const [name, scheme, dir, lang] of looks) {
    it(`has no accessibility violation: ${name}`, async () => {
      const root = await fixture<HTMLElement>(
        html`<div dir=${dir} lang=${lang} .style=${`color-scheme:${scheme}`}>
          <crm-pipeline-report currency="EUR"></crm-pipeline-report>
        </div>`,
      );
      const element = root.querySelector('crm-pipeline-report')!;
      element.client = world().client;
      await findByRole(element, 'svg[role=img]');
      await expect(element).to.be.accessible();
    });
  }
});
