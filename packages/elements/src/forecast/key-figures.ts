import { html, type TemplateResult } from 'lit';
import type { MessageKey } from '../messages/index.ts';
import { explained, type Explanation, periodDays, shareText, wholeMoney } from '../sales/index.ts';
import { columnAmount, times, type ForecastView } from './forecast-view.ts';

/** What stands at the head: what is won, what is to be expected, and how that compares with the quota; each says how it came about. */
export function keyFigures(view: ForecastView): TemplateResult {
  const { words, forecasts, rollUp } = view;
  const { won, open, weighted, expected, quota, attainment, coverage, categories } = forecasts[0]!.total;
  const deals = (count: number): string =>
    words.text('countedDeals', { count, period: periodDays(view.period, words), currency: view.currency });
  const money = (amount: Parameters<typeof wholeMoney>[0]): string => wholeMoney(amount, words);
  const none = words.text('noQuota');
  const figure = (label: MessageKey, value: string, explanation: Explanation, isMain = false): TemplateResult => {
    const name = words.text(label);
    return html`<div class=${isMain ? 'figure main' : 'figure'}>
      <dt>${name}</dt>
      <dd><bdi>${value}</bdi>${explained(words, name, explanation)}</dd>
    </div>`;
  };
  const total = forecasts[0]!.total;
  const column = (key: 'commit' | 'bestCase' | 'pipeline'): TemplateResult =>
    figure(`${key}Column`, money(columnAmount(total, key, rollUp)), {
      formula: words.text(`${key}Formula`),
      counted: deals(categories[key].count),
    });
  return html`<dl class="figures" part="figures">
    ${figure('expectedFigure', money(expected), { formula: words.text('expectedFormula'), worked: `${money(won.amount)} + ${money(weighted)}`, counted: deals(won.count + open.count) }, true)}
    ${figure('wonFigure', money(won.amount), { formula: words.text('wonFormula'), counted: deals(won.count) })}
    ${figure('weightedFigure', money(weighted), { formula: words.text('weightedFormula'), counted: deals(open.count) })}
    ${column('commit')} ${column('bestCase')} ${column('pipeline')}
    ${figure('quotaFigure', quota ? money(quota) : none, { formula: words.text('quotaFormula'), counted: periodDays(view.period, words) })}
    ${figure('attainmentFigure', attainment === null ? none : shareText(attainment, words), {
      formula: words.text('attainmentFormula'),
      worked: quota ? `${money(won.amount)} ÷ ${money(quota)}` : undefined,
      counted: deals(won.count),
    })}
    ${figure('coverageFigure', coverageText(view), {
      formula: words.text('coverageFormula'),
      worked:
        quota && coverage !== null ? `${money(open.amount)} ÷ (${money(quota)} − ${money(won.amount)})` : undefined,
      counted: deals(open.count),
    })}
  </dl>`;
}

function coverageText({ words, forecasts }: ForecastView): string {
  const { coverage, quota } = forecasts[0]!.total;
  if (coverage !== null) return times(coverage, words);
  return words.text(quota ? 'quotaReached' : 'noQuota');
}
