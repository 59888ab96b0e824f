import { isWithin, seededRandom, simulateForecast, type ForecastDistribution } from '@rapport/core/pipeline';
import { html, type TemplateResult } from 'lit';
import type { MessageKey } from '../messages/index.ts';
import { explained, periodDays, remembered, shareText, shortMoney, wholeMoney } from '../sales/index.ts';
import { formatNumber } from '../messages/index.ts';
import { type ForecastView } from './forecast-view.ts';

/** Plays a period's deals; once for as long as nothing in them changes. */
export const simulated = (): ((view: ForecastView, seed: number) => ForecastDistribution) => {
  const play = remembered(
    (
      figures: ForecastView['figures'],
      start: string,
      end: string,
      currency: string,
      target: number | undefined,
      seed: number,
    ) =>
      simulateForecast(
        figures.filter(({ day }) => isWithin(day, { start, end })),
        currency,
        { random: seededRandom(seed), ...(target === undefined ? {} : { target: { amount: target, currency } }) },
      ),
  );
  return ({ figures, period, currency, forecasts }, seed) =>
    play(figures, period.start, period.end, currency, forecasts[0]?.total.quota?.amount, seed);
};

const percentiles = ['p10', 'p25', 'p50', 'p75', 'p90'] as const;

/** What the period may come to: how often each outcome came about, and where the low, the middle and the high ones are. */
export function outcomes(view: ForecastView, found: ForecastDistribution, seed: number): TemplateResult {
  const { words, charts, currency, forecasts } = view;
  const { quota, won, open } = forecasts[0]!.total;
  const runs = formatNumber(found.runs, words.locale);
  const row = (key: MessageKey, value: string): TemplateResult =>
    html`<tr>
      <th scope="row">${words.text(key)}</th>
      <td class="number"><bdi>${value}</bdi></td>
    </tr>`;
  return html`<section class="outcomes" part="section" aria-labelledby="outcomes">
    <h3 id="outcomes">${words.text('distributionTitle')}</h3>
    <div class="beside">
      ${charts.draw(
        words.text('distributionChart', { runs }),
        200,
        ({ distribution }, frame) =>
          distribution(frame, {
            bins: found.bins.map(({ from, to, count }) => ({ from: from.amount, to: to.amount, count })),
            marks: [
              ...(['p10', 'p50', 'p90'] as const).map((key) => ({
                value: found.percentiles[key].amount,
                label: key.toUpperCase(),
                kind: 'percentile' as const,
              })),
              ...(quota ? [{ value: quota.amount, label: words.text('quotaFigure'), kind: 'target' as const }] : []),
            ],
            shortFormat: (amount) => shortMoney(amount, currency, words),
          }),
        true,
      )}
      <table part="table">
        <thead>
          <tr>
            <th scope="col">
              ${words.text('percentileColumn')}
              ${explained(words, words.text('distributionTitle'), {
                formula: words.text('distributionFormula'),
                worked: words.text('simulatedRuns', { runs, seed: String(seed) }),
                counted: words.text('countedDeals', {
                  count: won.count + open.count,
                  period: periodDays(view.period, words),
                  currency,
                }),
              })}
            </th>
            <th scope="col" class="number">${words.text('amountColumn')}</th>
          </tr>
        </thead>
        <tbody>
          ${percentiles.map((key) => row(`${key}Outcome`, wholeMoney(found.percentiles[key], words)))}
          ${row('meanOutcome', wholeMoney(found.mean, words))}
          ${found.chanceOfTarget === null ? '' : row('chanceOutcome', shareText(found.chanceOfTarget, words))}
        </tbody>
      </table>
    </div>
  </section>`;
}
