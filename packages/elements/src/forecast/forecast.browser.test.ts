import type { AnyRecord, Deal, ForecastAdjustment, Quota } from '@rapport/core';
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import {
  aDeal,
  ago,
  allByRole,
  aRecord,
  aWorld,
  byRole,
  findByRole,
  findText,
  focused,
  lena,
  looks,
  lost,
  mika,
  negotiation,
  problems,
  proposal,
  qualified,
  sales,
  silent,
  textOf,
  type,
  until,
  won,
  type World,
} from '../testing/index.ts';
import './define.ts';
import type { CrmForecast } from './index.ts';

const day = 24 * 60;
const euros = (amount: number) => ({ amount: amount * 100, currency: 'EUR' });
const stages = [
  { ...qualified, forecastCategory: 'pipeline' },
  { ...proposal, forecastCategory: 'bestCase' },
  { ...negotiation, forecastCategory: 'commit' },
  { ...won, forecastCategory: 'closed' },
  { ...lost, forecastCategory: 'omitted' },
] as readonly AnyRecord[];
const ines = aRecord('user', { name: 'Inês Duarte' });
const reporting = { ...lena, manager: ines.id } as AnyRecord;

/** The present is 21 November 2026: the quarter is October to December. */
const deal = (values: Partial<Deal>): Deal => aDeal({ expectedCloseDate: '2026-12-10', ...values });
const quarter = { periodStart: '2026-10-01', periodEnd: '2026-12-31' };
const quota = (user: AnyRecord, amount: number): AnyRecord =>
  aRecord('quota', { user: user.id, ...quarter, amount: euros(amount) } satisfies Partial<Quota>);
const adjusted = (values: Partial<ForecastAdjustment>): AnyRecord =>
  aRecord('forecastAdjustment', { user: lena.id, ...quarter, category: 'commit', adjustedAt: ago(day), ...values });

const deals = [
  deal({ amount: euros(1_000), stage: qualified.id, probability: 0.2 }),
  deal({ amount: euros(2_000), stage: proposal.id, probability: 0.5, owner: lena.id }),
  deal({ amount: euros(4_000), stage: negotiation.id, probability: 0.8, owner: lena.id }),
  deal({ amount: euros(8_000), stage: won.id, status: 'won', closedAt: ago(10 * day), probability: 1 }),
  deal({ amount: euros(9_999), stage: lost.id, status: 'lost', closedAt: ago(10 * day), probability: 0 }),
  // Of the next quarter, in another currency: €1 is $2.
  deal({ amount: { amount: 600_000, currency: 'USD' }, stage: qualified.id, expectedCloseDate: '2027-01-05' }),
];
const rate = aRecord('exchangeRate', { from: 'EUR', to: 'USD', rate: 2, validFrom: '2026-11-01', source: 'ECB' });
const world = (...records: readonly AnyRecord[]): World =>
  aWorld([sales, reporting, ines, ...stages, rate, ...deals, quota(mika, 10_000), quota(lena, 6_000), ...records]);

const show = async (
  { client }: Pick<World, 'client'>,
  values: Partial<CrmForecast> = {},
  width = 960,
): Promise<CrmForecast> => {
  const root = await fixture<HTMLElement>(
    html`<div .style=${`inline-size:${width}px`}>
      <crm-forecast currency="EUR" user=${mika.id} time-zone="Europe/Berlin"></crm-forecast>
    </div>`,
  );
  const element = root.querySelector('crm-forecast')!;
  Object.assign(element, { client, ...values });
  return element;
};

/** A table's rows as a reader sees them. */
const rowsOf = (element: CrmForecast, section: string): string[][] =>
  [...element.shadowRoot!.querySelectorAll(`.${section} table tr`)].map((row) =>
    [...row.children].map((cell) => (cell.textContent ?? '').replace(/\s+/g, ' ').trim()),
  );
const figureOf = (element: CrmForecast, name: string): string | undefined =>
  [...element.shadowRoot!.querySelectorAll('.figure')]
    .find((figure) => figure.querySelector('dt')?.textContent === name)
    ?.querySelector('bdi')
    ?.textContent?.trim();

describe('<crm-forecast>', () => {
  it('shows what is to be expected of the quarter: won in full, weighted, categories, quota, attainment, coverage', async () => {
    const element = await show(world());
    await findByRole(element, 'heading', 'By owner');
    const names = ['Won', 'Weighted', 'Expected', 'Commit', 'Best case', 'Pipeline', 'Quota', 'Attainment', 'Coverage'];
    expect(names.map((name) => figureOf(element, name))).to.deep.equal([
      '€8,000',
      // 1,000 × 0.2 + 2,000 × 0.5 + 4,000 × 0.8
      '€4,400',
      '€12,400',
      '€4,000',
      '€2,000',
      '€1,000',
      '€16,000',
      '50%',
      // 7,000 open ÷ 8,000 that are left
      '0.9×',
    ]);
  });

  it('shows categories by period, each alone or with all that is surer, the same in the table as in the chart', async () => {
    const element = await show(world());
    await findByRole(element, 'svg[role=img]', 'by period');
    expect(
      rowsOf(element, 'by-period')
        .slice(1, 3)
        .map((row) => row.slice(0, 5)),
    ).to.deep.equal([
      ['Q4 2026', '€8,000', '€4,000', '€2,000', '€1,000'],
      ['Q1 2027', '€0', '€0', '€0', '€3,000'],
    ]);
    const drawn = [...element.shadowRoot!.querySelectorAll('.by-period rect title')].map((title) => title.textContent);
    expect(drawn).to.include('Q4 2026, Commit: €4,000').and.to.include('Q1 2027, Pipeline: €3,000');
    (await findByRole(element, 'radio', 'Cumulative')).click();
    await until(() => rowsOf(element, 'by-period')[1]?.[4] === '€15,000');
    expect(rowsOf(element, 'by-period')[1]?.slice(1, 5)).to.deep.equal(['€8,000', '€12,000', '€14,000', '€15,000']);
  });

  it('goes to the period after and back, and says so to the host', async () => {
    const element = await show(world(), { fiscalStartMonth: 4 });
    const periods: string[] = [];
    element.addEventListener('crm-period-changed', ({ period }) => periods.push(period.start));
    await findText(element, 'Q3 FY 2027');
    (await findByRole(element, 'button', 'The period after')).click();
    await findText(element, 'Jan 1 – Mar 31, 2027');
    expect(figureOf(element, 'Pipeline')).to.equal('€3,000');
    (await findByRole(element, 'button', 'The period before')).click();
    await until(() => figureOf(element, 'Won') === '€8,000');
    expect(periods).to.deep.equal(['2027-01-01', '2026-10-01']);
  });

  it('has a row an owner, whose figures add up to the total', async () => {
    const element = await show(world());
    await findText(element, 'Lena Brandt');
    const rows = rowsOf(element, 'by-owner');
    const row = (name: string): string[] | undefined => rows.find(([first]) => first?.endsWith(name));
    expect(row('Lena Brandt')?.slice(1)).to.deep.equal([
      '€0',
      '€4,000',
      '€2,000',
      '€0',
      '€4,200',
      '€6,000',
      '0%',
      '1×',
    ]);
    expect(row('Mika Koski')?.[1]).to.equal('€8,000');
    expect(row('All')?.slice(1, 6)).to.deep.equal(['€8,000', '€4,000', '€2,000', '€1,000', '€12,400']);
  });

  describe('adjustments', () => {
    it('take the place of what the deals come to: the manager’s before the owner’s, and both are said', async () => {
      const element = await show(
        world(adjusted({ level: 'owner', amount: euros(5_000) }), adjusted({ level: 'manager', amount: euros(3_500) })),
      );
      await findText(element, 'Owner: €5,000');
      expect(textOf(element)).to.contain('Deals: €4,000');
      expect(figureOf(element, 'Commit')).to.equal('€3,500');
    });

    it('are made by the owner of a row, by keyboard alone, and the focus is given back', async () => {
      const here = world();
      const element = await show(here);
      (await findByRole(element, 'button', 'Adjust Pipeline of Mika Koski')).focus();
      await sendKeys({ press: 'Enter' });
      const field = await findByRole(element, 'input', 'Pipeline of Mika Koski, EUR');
      await until(() => focused() === field);
      type(field, '2,500');
      await sendKeys({ press: 'Enter' });
      await until(() => figureOf(element, 'Pipeline') === '€2,500');
      await until(() => focused() === byRole(element, 'button', 'Adjust Pipeline of Mika Koski'), 'the focus was lost');
      const kept = () => here.other.aggregate({ type: 'forecastAdjustment', measures: { count: 'count' } });
      await until(async () => (await kept()).rows[0]?.figures['count'] === 1);
    });

    it('are taken back by leaving the field empty', async () => {
      const element = await show(
        world(adjusted({ user: mika.id, category: 'pipeline', level: 'owner', amount: euros(9) })),
      );
      await until(() => figureOf(element, 'Pipeline') === '€9');
      (await findByRole(element, 'button', 'Adjust Pipeline of Mika Koski')).click();
      type(await findByRole(element, 'input', 'Pipeline of Mika Koski'), '');
      byRole(element, 'button', 'Save')!.click();
      await until(() => figureOf(element, 'Pipeline') === '€1,000');
    });

    it('are the manager’s where the row is of somebody who reports to them, and nobody else’s', async () => {
      const element = await show(world(), { user: ines.id });
      await findByRole(element, 'button', 'Adjust Commit of Lena Brandt');
      expect(allByRole(element, 'button', 'of Mika Koski')).to.have.length(0);
      element.readOnly = true;
      await element.updateComplete;
      expect(allByRole(element, 'button', 'Adjust')).to.have.length(0);
    });

    it('are kept as they were typed where the backend refuses, and not made where the host prevents it', async () => {
      const here = world();
      const element = await show(here);
      const open = async (): Promise<HTMLElement> => {
        (await findByRole(element, 'button', 'Adjust Pipeline of Mika Koski')).click();
        return findByRole(element, 'input', 'Pipeline of Mika Koski');
      };
      here.refusal = { ok: false, code: 'not-permitted' };
      type(await open(), '77');
      byRole(element, 'button', 'Save')!.click();
      await findByRole(element, 'alert', 'You may not change this');
      expect((byRole(element, 'input', 'Pipeline of Mika Koski') as HTMLInputElement).value).to.equal('77');
      byRole(element, 'button', 'Cancel')!.click();
      here.refusal = undefined;
      element.addEventListener('crm-forecast-adjust', (event) => event.preventDefault());
      type(await open(), '88');
      byRole(element, 'button', 'Save')!.click();
      await until(() => !byRole(element, 'input', 'Pipeline of Mika Koski'));
      expect(figureOf(element, 'Pipeline')).to.equal('€1,000');
    });
  });

  it('takes a snapshot, and then says what moved since, to the last cent', async () => {
    const here = world();
    const element = await show(here);
    (await findByRole(element, 'button', 'Take a snapshot')).click();
    await findText(element, 'A snapshot was taken.');
    await here.other.update('deal', deals[0]!.id, { amount: { amount: 123_456, currency: 'EUR' } });
    await here.other.update('deal', deals[1]!.id, { expectedCloseDate: '2027-02-01' });
    await here.other.create('deal', { ...fieldsOf(deal({ amount: euros(700), owner: lena.id })) });
    await until(() => rowsOf(element, 'moved').some((row) => row.join(' ').includes('+€234.56')), 'nothing moved');
    await until(() => rowsOf(element, 'moved').some((row) => row.join(' ').includes('+€700.00')), 'nothing is new');
    expect(rowsOf(element, 'moved').slice(1)).to.deep.equal([
      ['Start', '', '€7,000.00'],
      ['New', '1', '+€700.00'],
      ['Reopened', '0', '€0.00'],
      ['Moved in', '0', '€0.00'],
      ['Amounts changed', '1', '+€234.56'],
      ['Won', '0', '€0.00'],
      ['Lost', '0', '€0.00'],
      ['Moved out', '1', '-€2,000.00'],
      ['End', '', '€5,934.56'],
    ]);
    await findByRole(element, 'svg[role=img]', 'Open pipeline from');
  });

  it('plays the period the same way every time, and says how high the chance of the quota is', async () => {
    const element = await show(world(), { seed: 7 });
    await findByRole(element, 'svg[role=img]', 'How often each outcome came about');
    const outcomes = rowsOf(element, 'outcomes');
    expect(outcomes.map(([name]) => name?.slice(0, 3))).to.include.members(['P10', 'P50', 'P90', 'Mea', 'Cha']);
    // 8,000 are won. Of a hundred outcomes 20 come to 11,000 or less, 52 to 12,000, and 92 to 14,000.
    const amount = (name: string): string => outcomes.find(([first]) => first?.startsWith(name))?.[1] ?? '';
    expect(amount('P25')).to.equal('€12,000');
    expect(amount('P90')).to.equal('€14,000');
    expect(amount('Chance')).to.equal('0%');
    const again = await show(world(), { seed: 7 });
    await findText(again, 'What it may come to');
    expect(rowsOf(again, 'outcomes')).to.deep.equal(outcomes);
  });

  it('names its marks over every line, for another mark’s may run through a name', async () => {
    const element = await show(world());
    const chart = await findByRole(element, 'svg[role=img]', 'How often each outcome came about');
    const names = [...chart.querySelectorAll('text.strong')];
    expect(names.map(({ textContent }) => textContent)).to.deep.equal(['P10', 'P50', 'P90', 'Quota']);
    const lines = [...chart.querySelectorAll('line')];
    const isOver = (name: Element, line: Element): boolean =>
      (line.compareDocumentPosition(name) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    expect(names.every((name) => lines.every((line) => isOver(name, line)))).to.equal(true);
    expect(names.every((name) => getComputedStyle(name).paintOrder.startsWith('stroke'))).to.equal(true);
  });

  it('explains a figure: the formula, what was counted, and of which period', async () => {
    const element = await show(world());
    (await findByRole(element, 'summary', 'How “Attainment” is worked out')).click();
    await until(() => byRole(element, '.explanation', 'Won ÷ quota.'));
    const told = byRole(element, '.explanation', 'Won ÷ quota.')!.textContent;
    expect(told).to.contain('€8,000 ÷ €16,000').and.to.contain('1 deal, Oct 1 – Dec 31, 2026, in EUR');
  });

  it('names what it could not convert, instead of counting it one to one', async () => {
    const element = await show(world(deal({ amount: { amount: 5, currency: 'JPY' } })));
    await findText(element, 'Without 1 deal: no exchange rate leads its amount to EUR.');
    expect(figureOf(element, 'Pipeline')).to.equal('€1,000');
    expect(byRole(element, 'button', 'Take a snapshot')?.hasAttribute('disabled')).to.equal(true);
    expect(textOf(element)).to.contain('there is no exchange rate for every amount');
  });

  it('follows what others change', async () => {
    const here = world();
    const element = await show(here);
    await until(() => figureOf(element, 'Pipeline') === '€1,000');
    await here.other.update('deal', deals[0]!.id, { amount: euros(1_500) });
    await until(() => figureOf(element, 'Pipeline') === '€1,500');
  });

  describe('when it can’t show a forecast', () => {
    it('is a skeleton while it loads, and says what to do where there are no deals', async () => {
      const loading = await show({ client: silent });
      expect(byRole(loading, 'status', 'Loading')).to.exist;
      const empty = await show(aWorld([sales, ...stages]));
      await findText(empty, 'No deals yet');
      expect(empty.matches(':state(empty)')).to.equal(true);
    });

    for (const [fault, words] of problems) {
      it(`says what is wrong: ${fault}`, async () => {
        const here = world();
        here.fault = fault;
        await findByRole(await show(here), 'alert', words);
      });
    }

    it('warns once of attributes that are none, and takes what is usual', async () => {
      const warnings: unknown[] = [];
      const warn = console.warn;
      console.warn = (...parts: unknown[]) => void warnings.push(parts.join(' '));
      try {
        const element = await show(world(), { fiscalStartMonth: 13, period: 'decade' as never });
        await findText(element, 'Q4 2026');
        expect(warnings.filter((text) => /fiscal-start-month|period is/.test(String(text)))).to.have.length(2);
      } finally {
        console.warn = warn;
      }
    });
  });

  it('draws charts in larger text larger, as wide as there is room', async () => {
    const element = await show(world(), {}, 480);
    const chart = (): Element => element.shadowRoot!.querySelector('svg[role=img]')!;
    await findByRole(element, 'svg[role=img]', 'by period');
    const usual = chart().getBoundingClientRect();
    element.style.setProperty('--crm-font-size', '28px');
    element.requestUpdate();
    await until(() => chart().getBoundingClientRect().height >= 1.9 * usual.height);
    expect(chart().getBoundingClientRect().width).to.be.closeTo(usual.width, 2);
  });

  it('has room in 320 pixels', async () => {
    const element = await show(world(), {}, 320);
    await findByRole(element, 'svg[role=img]', 'by period');
    expect(element.scrollWidth).to.be.at.most(320);
  });

  for (const dir of ['ltr', 'rtl'] as const) {
    it(`keeps the names of rows and the form in sight where a table scrolls sideways: ${dir}`, async () => {
      const element = await show(world(), {}, 320);
      element.parentElement!.dir = dir;
      (await findByRole(element, 'button', 'Adjust Best case of Mika Koski')).click();
      const form = await findByRole(element, 'form');
      const table = element.shadowRoot!.querySelector('.by-owner .scroll')!;
      expect(table.scrollWidth).to.be.above(table.clientWidth + 100);
      table.scrollLeft = dir === 'ltr' ? 100 : -100;
      const { left, right } = element.getBoundingClientRect();
      for (const seen of [form, byRole(element, '.by-owner tbody th'), byRole(element, '.by-owner tfoot th')]) {
        const box = seen!.getBoundingClientRect();
        expect(box.left, seen!.localName).to.be.at.least(left);
        expect(box.right, seen!.localName).to.be.at.most(right);
      }
    });
  }

  for (const [name, scheme, dir, lang] of looks) {
    it(`has no accessibility violation: ${name}`, async () => {
      const root = await fixture<HTMLElement>(
        html`<div dir=${dir} lang=${lang} .style=${`color-scheme:${scheme}`}>
          <crm-forecast currency="EUR" user=${mika.id}></crm-forecast>
        </div>`,
      );
      const element = root.querySelector('crm-forecast')!;
      element.client = world().client;
      await findText(element, 'Lena Brandt');
      await findByRole(element, 'svg[role=img]');
      await expect(element).to.be.accessible();
    });
  }
});

/** What a new deal is created with. */
function fieldsOf({ name, pipeline, stage, amount, expectedCloseDate, owner }: Deal): Partial<Deal> {
  return {
    name,
    pipeline: pipeline!,
    stage: stage!,
    amount: amount!,
    expectedCloseDate: expectedCloseDate!,
    owner: owner!,
  };
}
