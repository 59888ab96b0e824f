import type { LineItem } from '@rapport/core';
import { lineTotal, linesTotal, totalLines } from '@rapport/core/pipeline';
import { html, nothing } from 'lit';
import { formatList, formatMoney, formatNumber } from '../messages/index.ts';
import type { CardContext } from './card-context.ts';
import { percentText } from './fact-values.ts';
import { section, unread } from './section.ts';

/** What a deal is made of: each line with its total, and what they come to. Nothing is shown of a deal without lines. */
export function lineItemsSection(context: CardContext): unknown {
  const { words, records } = context;
  const snapshot = records.lines.snapshot;
  const title = words.text('lineItems');
  if (snapshot?.status === 'error') return section(context, 'lines', title, unread(snapshot.error, words));
  const lines = snapshot?.records ?? [];
  if (lines.length === 0) return nothing;
  const { locale } = words;
  const hasDiscount = lines.some(({ discount }) => discount);
  const total = linesTotal(lines);
  return section(
    context,
    'lines',
    title,
    html`<div class="scroll" tabindex="0" role="group" aria-labelledby="title-lines">
        <table part="lines">
          <thead>
            <tr>
              <th scope="col">${words.text('lineName')}</th>
              <th scope="col" class="number detail">${words.text('lineQuantity')}</th>
              <th scope="col" class="number detail">${words.text('linePrice')}</th>
              ${hasDiscount ? html`<th scope="col" class="number detail">${words.text('lineDiscount')}</th>` : nothing}
              <th scope="col" class="number" title=${words.text('lineTotalWhy')}>${words.text('lineTotal')}</th>
            </tr>
          </thead>
          <tbody>
            ${lines.map(
              (line) =>
                html`<tr>
                  <th scope="row"><bdi>${line.name}</bdi><bdi class="brief muted">${brief(line, locale)}</bdi></th>
                  <td class="number detail">${formatNumber(line.quantity, locale)}</td>
                  <td class="number detail"><bdi>${formatMoney(line.unitPrice, locale)}</bdi></td>
                  ${hasDiscount ? html`<td class="number detail">${line.discount ? percentText(line.discount, locale) : nothing}</td>` : nothing}
                  <td class="number"><bdi>${formatMoney(lineTotal(line), locale)}</bdi></td>
                </tr>`,
            )}
          </tbody>
          ${
            total.ok
              ? html`<tfoot>
                  <tr>
                    <th scope="row" colspan=${hasDiscount ? 4 : 3}>${words.text('linesTotal')}</th>
                    <td class="number"><bdi>${formatMoney(total.amount, locale)}</bdi></td>
                  </tr>
                </tfoot>`
              : nothing
          }
        </table>
      </div>
      ${
        total.ok
          ? difference(context, total.amount)
          : html`<p class="small muted">
              ${words.text('linesOfCurrencies', { currencies: formatList((total.params?.['currencies'] as readonly string[]) ?? [], locale) })}
            </p>`
      }
      ${snapshot?.hasMore ? html`<p class="small muted">${words.text('moreRecordsThan', { count: lines.length })}</p>` : nothing}`,
  );
}

/** `24 × €420.00 − 5%`, for where there is no room for columns. */
function brief({ quantity, unitPrice, discount }: LineItem, locale: string): string {
  const price = `${formatNumber(quantity, locale)} × ${formatMoney(unitPrice, locale)}`;
  return discount ? `${price} − ${percentText(discount, locale)}` : price;
}

/** Where the deal's amount is another than its lines': both, and a way to make them one. */
function difference(context: CardContext, total: { readonly amount: number; readonly currency: string }): unknown {
  const { deal, words, records, mayEdit, status } = context;
  const { amount } = deal;
  if (amount?.amount === total.amount && amount.currency === total.currency) return nothing;
  const lines = formatMoney(total, words.locale);
  const take = (): void =>
    context.decide('lines', 'deal.totalLines', totalLines(deal, records.lines.snapshot?.records ?? []));
  return html`<p class="note">
    <span
      >${words.text('linesDiffer', { lines, amount: amount ? formatMoney(amount, words.locale) : words.text('notSet') })}</span
    >
    ${
      mayEdit('amount') && status === 'open'
        ? html`<button class="quiet" type="button" @click=${take}>
            ${words.text('takeLinesTotal', { amount: lines })}
          </button>`
        : nothing
    }
  </p>`;
}
