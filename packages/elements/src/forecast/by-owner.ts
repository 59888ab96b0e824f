import type { OwnerForecast } from '@rapport/core/pipeline';
import { html, nothing, type TemplateResult } from 'lit';
import { avatar } from '../theme/index.ts';
import { shareText, wholeMoney } from '../sales/index.ts';
import type { AdjustmentEditor } from './adjustment-editor.ts';
import {
  columnAmount,
  columns,
  columnWords,
  isAdjusted,
  times,
  type ForecastColumn,
  type ForecastView,
} from './forecast-view.ts';

/** Who is to bring in what: a row an owner, with what they and their managers say in place of what the deals come to. */
export function byOwner(view: ForecastView, editor: AdjustmentEditor): TemplateResult {
  const { words, forecasts } = view;
  const { rows, total } = forecasts[0]!;
  return html`<section class="by-owner" part="section" aria-labelledby="by-owner">
    <h3 id="by-owner" tabindex="-1">${words.text('byOwner')}</h3>
    ${
      rows.length === 0
        ? html`<p class="small muted">${words.text('emptyPeriod')}</p>`
        : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="by-owner">
            <table part="table">
              <thead>
                <tr>
                  <th scope="col">${words.text('ownerColumn')}</th>
                  ${columns.map((key) => html`<th scope="col" class="number">${words.text(columnWords[key])}</th>`)}
                  <th scope="col" class="number">${words.text('expectedFigure')}</th>
                  <th scope="col" class="number">${words.text('quotaFigure')}</th>
                  <th scope="col" class="number">${words.text('attainmentFigure')}</th>
                  <th scope="col" class="number">${words.text('coverageFigure')}</th>
                </tr>
              </thead>
              <tbody>
                ${rows.map((row) => ownerRow(view, row, editor))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row">${words.text('allOwners')}</th>
                  ${columns.map((key) => html`<td class="number"><bdi>${wholeMoney(columnAmount(total, key, view.rollUp), words)}</bdi></td>`)}
                  ${ratios(view, total)}
                </tr>
              </tfoot>
            </table>
          </div>`
    }
  </section>`;
}

function ownerRow(view: ForecastView, row: OwnerForecast, editor: AdjustmentEditor): TemplateResult {
  const { words, users } = view;
  const user = row.owner === null ? undefined : users.get(row.owner);
  const name =
    row.owner === null
      ? words.text('nobodysDeals')
      : (user?.name ?? (view.areUsersRead ? words.text('hiddenValue') : '…'));
  return html`<tr>
      <th scope="row">
        <span class="named">${user ? avatar(user.name, user.id, true) : nothing}<bdi>${name}</bdi></span>
      </th>
      ${columns.map((key) => cell(view, row, key, name, editor))} ${ratios(view, row)}
    </tr>
    ${
      editor.isOpen(row.owner)
        ? html`<tr class="editing">
            <td colspan="9">${editor.form(view, row, name)}</td>
          </tr>`
        : nothing
    }`;
}

/** A category of an owner; where somebody has had a word, also what it stands in place of. */
function cell(
  view: ForecastView,
  row: OwnerForecast,
  column: ForecastColumn,
  name: string,
  editor: AdjustmentEditor,
): TemplateResult {
  const { words, rollUp } = view;
  const category = row.categories[column];
  const { owner, manager, calculated } = category;
  const replaced = [
    ...(manager && owner ? [words.text('ownersWord', { amount: wholeMoney(owner, words) })] : []),
    words.text('calculatedWord', { amount: wholeMoney(calculated, words) }),
  ];
  const said = manager ? 'managersWord' : 'ownersWord';
  return html`<td class="number">
    <span class="amount"
      >${editor.button(view, row, column, name)}<bdi
        title=${isAdjusted(category) ? words.text(said, { amount: wholeMoney(category.amount, words) }) : nothing}
        >${wholeMoney(columnAmount(row, column, rollUp), words)}</bdi
      ></span
    >
    ${isAdjusted(category) && rollUp === 'single' ? replaced.map((text) => html`<span class="small muted line">${text}</span>`) : nothing}
  </td>`;
}

function ratios(
  { words }: ForecastView,
  { expected, quota, attainment, coverage }: Omit<OwnerForecast, 'owner'>,
): TemplateResult {
  return html`<td class="number"><bdi>${wholeMoney(expected, words)}</bdi></td>
    <td class="number">${quota ? html`<bdi>${wholeMoney(quota, words)}</bdi>` : '–'}</td>
    <td class="number">${attainment === null ? '–' : shareText(attainment, words)}</td>
    <td class="number">
      ${coverage === null ? (quota ? words.text('quotaReached') : '–') : html`<bdi>${times(coverage, words)}</bdi>`}
    </td>`;
}
