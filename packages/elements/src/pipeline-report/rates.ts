import { sumAmounts } from '@rapport/core/pipeline';
import { html, type TemplateResult } from 'lit';
import { formatNumber, type MessageKey } from '../messages/index.ts';
import { explained, periodDays, wholeMoney } from '../sales/index.ts';
import type { ReportFigures } from './figures.ts';
import { daysText, share, type ReportView } from './report-view.ts';

/** The win rate both ways, of both cohorts: by count and by amount, of what was created and of what was closed in the period. */
export function winRateSection(view: ReportView): TemplateResult {
  const { words, figures, period, currency } = view;
  const title = words.text('winRateTitle');
  const row = (
    key: MessageKey,
    { won, lost, open, byCount, byAmount, deals }: ReportFigures['closed'],
  ): TemplateResult => {
    const name = words.text(key);
    const cell = ({ count, amount }: typeof won): TemplateResult =>
      html`<td class="number">
        ${formatNumber(count, words.locale)}<span class="small muted line"
          ><bdi>${wholeMoney(amount, words)}</bdi></span
        >
      </td>`;
    const worked = (a: string, b: string, rate: number | null): string | undefined =>
      rate === null ? undefined : words.text('winRateWorked', { won: a, decided: b, rate: share(rate, words) });
    const explain = (label: MessageKey, formula: string | undefined): TemplateResult =>
      explained(words, `${name}: ${words.text(label)}`, {
        formula: words.text('winRateFormula'),
        worked: formula,
        counted: words.text('countedDeals', { count: deals, period: periodDays(period, words), currency }),
      });
    const number = (value: number): string => formatNumber(value, words.locale);
    return html`<tr>
      <th scope="row">${name}</th>
      <td class="number">
        <strong>${share(byCount, words)}</strong
        >${explain('winRateCount', worked(number(won.count), number(won.count + lost.count), byCount))}
      </td>
      <td class="number">
        <strong>${share(byAmount, words)}</strong
        >${explain('winRateAmount', worked(wholeMoney(won.amount, words), wholeMoney(sumAmounts([won.amount, lost.amount], currency), words), byAmount))}
      </td>
      ${cell(won)} ${cell(lost)} ${cell(open)}
    </tr>`;
  };
  return html`<section class="win-rate" part="section" aria-labelledby="win-rate">
    <h3 id="win-rate">${title}</h3>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="win-rate">
      <table part="table">
        <thead>
          <tr>
            <th scope="col">${words.text('cohortColumn')}</th>
            <th scope="col" class="number">${words.text('winRateCount')}</th>
            <th scope="col" class="number">${words.text('winRateAmount')}</th>
            <th scope="col" class="number">${words.text('wonFigure')}</th>
            <th scope="col" class="number">${words.text('lostFigure')}</th>
            <th scope="col" class="number">${words.text('openFigure')}</th>
          </tr>
        </thead>
        <tbody>
          ${row('createdCohort', figures.created)} ${row('closedCohort', figures.closed)}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** What the pipeline brings in a day, with the four factors that make it. */
export function velocitySection(view: ReportView): TemplateResult {
  const { words, figures } = view;
  const { openNow, closed, meanWon, cycle, velocity } = figures;
  const factor = (sign: string, key: MessageKey, value: string, isResult = false): TemplateResult =>
    html`<div class=${isResult ? 'figure main' : 'figure'}>
      <dt>${words.text(key)}</dt>
      <dd><span class="sign muted" aria-hidden="true">${sign}</span><bdi>${value}</bdi></dd>
    </div>`;
  return html`<section class="velocity" part="section" aria-labelledby="velocity">
    <div class="titled">
      <h3 id="velocity">${words.text('velocityTitle')}</h3>
      ${explained(words, words.text('velocityTitle'), {
        formula: words.text('velocityFormula'),
        counted: words.text('countedDeals', {
          count: openNow + closed.deals,
          period: periodDays(view.period, words),
          currency: view.currency,
        }),
      })}
    </div>
    <dl class="equation">
      ${factor('', 'openFactor', formatNumber(openNow, words.locale))}
      ${factor('×', 'rateFactor', share(closed.byCount, words))}
      ${factor('×', 'amountFactor', meanWon ? wholeMoney(meanWon, words) : '–')}
      ${factor('÷', 'cycleFactor', daysText(cycle.meanDays, words))}
      ${factor('=', 'velocityFigure', velocity ? wholeMoney(velocity, words) : words.text('noFigure'), true)}
    </dl>
  </section>`;
}

/** How often, and how far, close dates were put off. */
export function slippageSection(view: ReportView): TemplateResult {
  const { words, figures, period, currency } = view;
  const { slippage } = figures;
  const title = words.text('slippageTitle');
  const fact = (key: MessageKey, value: string): TemplateResult =>
    html`<div class="figure">
      <dt>${words.text(key)}</dt>
      <dd><bdi>${value}</bdi></dd>
    </div>`;
  return html`<section class="slippage" part="section" aria-labelledby="slippage">
    <div class="titled">
      <h3 id="slippage">${title}</h3>
      ${explained(words, title, {
        formula: words.text('slippageFormula'),
        worked: words.text('slippageShare', { deals: slippage.deals, all: slippage.of }),
        counted: words.text('countedDeals', { count: slippage.of, period: periodDays(period, words), currency }),
      })}
    </div>
    <dl class="equation">
      ${fact('pushedDeals', slippage.of === 0 ? '–' : `${formatNumber(slippage.deals, words.locale)} / ${formatNumber(slippage.of, words.locale)}`)}
      ${fact('pushedTimes', formatNumber(slippage.times, words.locale))}
      ${fact('pushedDays', daysText(slippage.meanDays, words))}
    </dl>
  </section>`;
}
