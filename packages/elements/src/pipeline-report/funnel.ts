import { html, type TemplateResult } from 'lit';
import { formatNumber } from '../messages/index.ts';
import { explained, periodDays } from '../sales/index.ts';
import { share, type ReportView } from './report-view.ts';

/** How far the deals of the period ever came, stage by stage, and what share went on. */
export function funnelSection(view: ReportView): TemplateResult {
  const { words, charts, figures, period, currency } = view;
  const { stages, conversion, created } = figures;
  const nameOf = (id: string): string => stages.find((stage) => stage.id === id)?.name ?? '';
  const number = (value: number): string => formatNumber(value, words.locale);
  const title = words.text('funnelTitle');
  const won = conversion.length === 0 ? 0 : created.won.count;
  return html`<section class="funnel" part="section" aria-labelledby="funnel">
    <div class="titled">
      <h3 id="funnel">${title}</h3>
      ${explained(words, title, {
        formula: words.text('funnelFormula'),
        counted: words.text('countedDeals', { count: created.deals, period: periodDays(period, words), currency }),
      })}
    </div>
    <p class="small muted">${words.text('funnelText')}</p>
    <div class="beside">
      ${charts.draw(
        words.text('funnelChart', { count: created.deals }),
        (conversion.length + 1) * 28 + 2,
        ({ funnel }, frame) =>
          funnel(frame, [
            ...conversion.map(({ stage, reached, rate }) => ({
              label: nameOf(stage),
              value: reached,
              text: `${number(reached)} · ${share(rate, words)}`,
            })),
            { label: words.text('wonRow'), value: won, text: number(won), isGoal: true },
          ]),
        true,
      )}
      <div class="scroll" tabindex="0" role="group" aria-labelledby="funnel">
        <table part="table">
          <thead>
            <tr>
              <th scope="col">${words.text('stepStage')}</th>
              <th scope="col" class="number">${words.text('reachedColumn')}</th>
              <th scope="col" class="number">${words.text('conversionColumn')}</th>
              <th scope="col" class="number">${words.text('lostColumn')}</th>
              <th scope="col" class="number">${words.text('openColumn')}</th>
            </tr>
          </thead>
          <tbody>
            ${conversion.map(
              ({ stage, reached, passed, rate, lost, open }) =>
                html`<tr>
                  <th scope="row"><bdi>${nameOf(stage)}</bdi></th>
                  <td class="number">${number(reached)}</td>
                  <td class="number" title=${`${number(passed)} ÷ ${number(reached)}`}>${share(rate, words)}</td>
                  <td class="number">${number(lost)}</td>
                  <td class="number">${number(open)}</td>
                </tr>`,
            )}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">${words.text('wonRow')}</th>
              <td class="number">${number(won)}</td>
              <td colspan="3"></td>
            </tr>
          </tfoot>
        </table>
      </div>
    </div>
  </section>`;
}
