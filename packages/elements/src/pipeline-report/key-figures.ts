import { html, nothing, type TemplateResult } from 'lit';
import { explained, periodDays, wholeMoney, type Explanation } from '../sales/index.ts';
import { daysText, share, type ReportView } from './report-view.ts';

/** The four figures that a sales lead looks at first, each with how it came about. */
export function keyFigures(view: ReportView): TemplateResult {
  const { words, figures, period, currency } = view;
  const { closed, cycle, velocity, slippage, openNow } = figures;
  const counted = (count: number): string =>
    words.text('countedDeals', { count, period: periodDays(period, words), currency });
  const figure = (name: string, value: string, aside: string, explanation: Explanation): TemplateResult =>
    html`<div class="figure main">
      <dt>${name}</dt>
      <dd>
        <bdi>${value}</bdi>${explained(words, name, explanation)}
        ${aside ? html`<span class="aside small muted">${aside}</span>` : nothing}
      </dd>
    </div>`;
  return html`<dl class="figures" part="figures">
    ${figure(
      words.text('winRateTitle'),
      share(closed.byCount, words),
      `${words.text('winRateAmount')}: ${share(closed.byAmount, words)}`,
      {
        formula: words.text('winRateFormula'),
        worked:
          closed.byCount === null
            ? undefined
            : words.text('winRateWorked', {
                won: closed.won.count,
                decided: closed.won.count + closed.lost.count,
                rate: share(closed.byCount, words),
              }),
        counted: counted(closed.deals),
      },
    )}
    ${figure(words.text('velocityFigure'), velocity ? wholeMoney(velocity, words) : '–', '', {
      formula: words.text('velocityFormula'),
      worked: velocity ? velocityWorked(view) : words.text('noFigure'),
      counted: counted(openNow + closed.deals),
    })}
    ${figure(
      words.text('cycleTitle'),
      daysText(cycle.meanDays, words),
      cycle.medianDays === null ? '' : words.text('cycleMedian', { days: daysText(cycle.medianDays, words) }),
      {
        formula: words.text('cycleFormula'),
        counted: counted(cycle.deals),
      },
    )}
    ${figure(
      words.text('slippageTitle'),
      slippage.meanTimes === null ? '–' : share(slippage.deals / slippage.of, words),
      slippage.meanDays === null ? '' : words.text('slippageDays', { days: daysText(slippage.meanDays, words) }),
      {
        formula: words.text('slippageFormula'),
        worked: words.text('slippageShare', { deals: slippage.deals, all: slippage.of }),
        counted: counted(slippage.of),
      },
    )}
  </dl>`;
}

/** `53 × 44 % × €34,000 ÷ 46 days = €17,300 a day`. */
export function velocityWorked({ words, figures }: ReportView): string {
  const { openNow, closed, meanWon, cycle, velocity } = figures;
  return words.text('velocityWorked', {
    open: openNow,
    rate: share(closed.byCount, words),
    amount: meanWon ? wholeMoney(meanWon, words) : '–',
    days: daysText(cycle.meanDays, words),
    velocity: velocity ? wholeMoney(velocity, words) : '–',
  });
}
