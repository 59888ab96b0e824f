import type { Stage } from '@rapport/core';
import { html, nothing, type TemplateResult } from 'lit';
import { formatNumber } from '../messages/index.ts';
import { explained, periodDays } from '../sales/index.ts';
import { fewestStays } from './figures.ts';
import { dayLength, daysText, type ReportView } from './report-view.ts';

/** How long deals stay in each stage, and which stages hold the others up. */
export function durationsSection(view: ReportView): TemplateResult {
  const { words, charts, figures, period } = view;
  const title = words.text('durationTitle');
  const stages = figures.stages.filter(({ id }) => figures.durations.has(id));
  const stays = [...figures.durations.values()].reduce((sum, each) => sum + each.stays, 0);
  const days = (milliseconds: number): string => daysText(milliseconds / dayLength, words);
  return html`<section class="durations" part="section" aria-labelledby="durations">
    <div class="titled">
      <h3 id="durations">${title}</h3>
      ${explained(words, title, {
        formula: `${words.text('durationFormula')} ${words.text('bottleneckWhy', { count: fewestStays })}`,
        counted: words.text('countedRecords', {
          what: words.text('someStays', { count: stays }),
          period: periodDays(period, words),
        }),
      })}
    </div>
    <p class="small muted">${words.text('durationText')}</p>
    ${
      stages.length === 0
        ? html`<p class="small muted">${words.text('emptyPeriod')}</p>`
        : html`<div class="beside">
            ${charts.draw(
              words.text('durationChart'),
              stages.length * 28 + 2,
              ({ durationRows }, frame) =>
                durationRows(
                  frame,
                  stages.map(({ id, name }) => {
                    const { p50, p75, p90 } = figures.durations.get(id)!;
                    return {
                      label: name,
                      p50: p50 / dayLength,
                      p75: p75 / dayLength,
                      p90: p90 / dayLength,
                      text: days(p50),
                      isMarked: figures.bottlenecks.has(id),
                    };
                  }),
                ),
              true,
            )}
            <div class="scroll" tabindex="0" role="group" aria-labelledby="durations">
              <table part="table">
                <thead>
                  <tr>
                    <th scope="col">${words.text('stepStage')}</th>
                    <th scope="col" class="number">${words.text('medianColumn')}</th>
                    <th scope="col" class="number">${words.text('p75Column')}</th>
                    <th scope="col" class="number">${words.text('p90Column')}</th>
                    <th scope="col" class="number">${words.text('meanColumn')}</th>
                    <th scope="col" class="number">${words.text('staysColumn')}</th>
                  </tr>
                </thead>
                <tbody>
                  ${stages.map((stage) => row(view, stage, days))}
                </tbody>
              </table>
            </div>
          </div>`
    }
  </section>`;
}

function row(
  { words, figures }: ReportView,
  { id, name }: Stage,
  days: (milliseconds: number) => string,
): TemplateResult {
  const { p50, p75, p90, meanMilliseconds, stays, lasting } = figures.durations.get(id)!;
  const why = words.text('bottleneckWhy', { count: fewestStays });
  return html`<tr>
    <th scope="row">
      <bdi>${name}</bdi>
      ${figures.bottlenecks.has(id) ? html`<span class="tag warning" title=${why}>${words.text('bottleneck')}</span>` : nothing}
    </th>
    <td class="number">${days(p50)}</td>
    <td class="number">${days(p75)}</td>
    <td class="number">${days(p90)}</td>
    <td class="number">${days(meanMilliseconds)}</td>
    <td class="number" title=${`${words.text('lastingColumn')}: ${formatNumber(lasting, words.locale)}`}>
      ${formatNumber(stays, words.locale)}
    </td>
  </tr>`;
}
