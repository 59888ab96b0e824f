import { html, type TemplateResult } from 'lit';
import { periodDays, periodName, shareText, shortMoney, wholeMoney } from '../sales/index.ts';
import { columnAmount, columns, columnWords, type ForecastView } from './forecast-view.ts';

/** Categories by period: the one chosen and those after it, as columns and as a table. */
export function byPeriod(view: ForecastView): TemplateResult {
  const { words, charts, forecasts, currency, rollUp, isFiscal } = view;
  const name = (index: number): string => periodName(forecasts[index]!.period, isFiscal, words);
  const format = (amount: number): string => wholeMoney({ amount, currency }, words);
  const label = words.text('byPeriodChart', { start: name(0), end: name(forecasts.length - 1) });
  return html`<section class="by-period" part="section" aria-labelledby="by-period">
    <h3 id="by-period">${words.text('byPeriod')}</h3>
    ${charts.draw(label, 240, ({ stackedColumns }, frame) =>
      stackedColumns(frame, {
        layers: columns.map((key) => ({ key, label: words.text(columnWords[key]) })),
        columns: forecasts.map(({ total }, index) => ({
          label: name(index),
          // Layers stand on each other: each is its category alone, and the edges are cumulative.
          values: Object.fromEntries(columns.map((key) => [key, total.categories[key].amount.amount])),
          ...(total.quota
            ? {
                line: {
                  value: total.quota.amount,
                  label: words.text('quotaLine', { amount: format(total.quota.amount) }),
                },
              }
            : {}),
          point: {
            value: total.expected.amount,
            label: words.text('expectedPoint', { amount: format(total.expected.amount) }),
          },
        })),
        format,
        shortFormat: (amount) => shortMoney(amount, currency, words),
      }),
    )}
    <div class="scroll" tabindex="0" role="group" aria-labelledby="by-period">
      <table part="table">
        <thead>
          <tr>
            <th scope="col">${words.text('periodColumn')}</th>
            ${columns.map((key) => html`<th scope="col" class="number"><span class=${`swatch ${key}`}></span>${words.text(columnWords[key])}</th>`)}
            <th scope="col" class="number">${words.text('weightedFigure')}</th>
            <th scope="col" class="number"><span class="ring"></span>${words.text('expectedFigure')}</th>
            <th scope="col" class="number"><span class="dash"></span>${words.text('quotaFigure')}</th>
            <th scope="col" class="number">${words.text('attainmentFigure')}</th>
          </tr>
        </thead>
        <tbody>
          ${forecasts.map(
            ({ total, period }, index) =>
              html`<tr>
                <th scope="row" title=${periodDays(period, words)}>${name(index)}</th>
                ${columns.map((key) => html`<td class="number"><bdi>${wholeMoney(columnAmount(total, key, rollUp), words)}</bdi></td>`)}
                <td class="number"><bdi>${wholeMoney(total.weighted, words)}</bdi></td>
                <td class="number"><bdi>${wholeMoney(total.expected, words)}</bdi></td>
                <td class="number">${total.quota ? html`<bdi>${wholeMoney(total.quota, words)}</bdi>` : '–'}</td>
                <td class="number">${total.attainment === null ? '–' : shareText(total.attainment, words)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
