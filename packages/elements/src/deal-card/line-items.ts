import type { LineItem } from '@rapport/core';
import { addLine, lineTotal, linesTotal, removeLine, totalLines } from '@rapport/core/pipeline';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatList, formatMoney, formatNumber } from '../messages/index.ts';
import type { CardContext } from './card-context.ts';
import { percentText } from './fact-values.ts';
import type { EditTarget } from './part-editing.ts';
import { adder, section, tools, unread } from './section.ts';

/** What a deal is made of: each line with its total, and what they come to. Nothing is shown of a deal without lines where none can be added. */
export function lineItemsSection(context: CardContext): unknown {
  const { words, records, editing } = context;
  const snapshot = records.lines.snapshot;
  const title = words.text('lineItems');
  if (snapshot?.status === 'error') return section(context, 'lines', title, unread(snapshot.error, words));
  const lines = snapshot?.records ?? [];
  const mayWrite = context.mayWrite('lineItem');
  if (lines.length === 0 && !mayWrite) return nothing;
  const rows = mayWrite ? withOpened(lines, snapshot, editing.target) : lines;
  return section(
    context,
    'lines',
    title,
    html`${rows.length > 0 ? table(context, lines, rows) : nothing}
    ${snapshot?.hasMore ? html`<p class="small muted">${words.text('moreRecordsThan', { count: lines.length })}</p>` : nothing}
    ${mayWrite ? adder(editing, { part: 'lines' }, words.text('addLine')) : nothing}`,
  );
}

/** Whether a line that a form is open for is known to be no longer there. */
export function isGone(
  target: EditTarget | undefined,
  snapshot: CardContext['records']['lines']['snapshot'],
): target is Extract<EditTarget, { readonly part: 'lines' }> & { readonly line: LineItem } {
  if (target?.part !== 'lines' || !target.line || snapshot?.status !== 'ready' || snapshot.hasMore) return false;
  return !snapshot.records.some(({ id }) => id === target.line?.id);
}

/** The lines, and where it stood the one whose form is open, though somebody else has taken it away: so the form stays as it is. */
function withOpened(
  lines: readonly LineItem[],
  snapshot: CardContext['records']['lines']['snapshot'],
  target: EditTarget | undefined,
): readonly LineItem[] {
  if (!isGone(target, snapshot)) return lines;
  const place = target.line.position ?? 0;
  const before = lines.filter(({ position }) => (position ?? 0) < place);
  return [...before, target.line, ...lines.slice(before.length)];
}

function table(context: CardContext, lines: readonly LineItem[], rows: readonly LineItem[]): TemplateResult {
  const { words } = context;
  const { locale } = words;
  const hasDiscount = lines.some(({ discount }) => discount);
  const total = linesTotal(lines);
  const columns = hasDiscount ? 5 : 4;
  return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="title-lines">
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
          ${repeat(
            rows,
            ({ id }) => id,
            (line) =>
              context.editing.isOpen({ part: 'lines', line })
                ? html`<tr>
                    <td colspan=${columns}>${context.editing.template({ part: 'lines', line })}</td>
                  </tr>`
                : row(context, line, hasDiscount),
          )}
        </tbody>
        ${
          total.ok
            ? html`<tfoot>
                <tr>
                  <th scope="row">${words.text('linesTotal')}</th>
                  <td class="detail" colspan=${columns - 2}></td>
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
        : lines.length === 0
          ? nothing
          : html`<p class="small muted">
              ${words.text('linesOfCurrencies', { currencies: formatList((total.params?.['currencies'] as readonly string[]) ?? [], locale) })}
            </p>`
    }`;
}

function row(context: CardContext, line: LineItem, hasDiscount: boolean): TemplateResult {
  const { words, records, editing } = context;
  const { locale } = words;
  const isPending = records.lines.snapshot?.pending.has(line.id) === true;
  const remove = (): void =>
    context.remove('lines', 'deal.removeLine', removeLine(line), {
      said: words.text('removedSaid', { name: line.name }),
      backSaid: words.text('backSaid', { name: line.name }),
      decision: 'deal.addLine',
      decide: ({ deal, decisions }) => addLine(deal, [], fieldsOf(line), decisions),
    });
  return html`<tr class=${isPending ? 'pending' : nothing}>
    <th scope="row">
      <span class="held"
        ><span><bdi>${line.name}</bdi><bdi class="brief muted">${brief(line, locale)}</bdi></span
        >${context.mayWrite('lineItem') ? tools(editing, { part: 'lines', line }, line.name, remove, words) : nothing}</span
      >
    </th>
    <td class="number detail">${formatNumber(line.quantity, locale)}</td>
    <td class="number detail"><bdi>${formatMoney(line.unitPrice, locale)}</bdi></td>
    ${hasDiscount ? html`<td class="number detail">${line.discount ? percentText(line.discount, locale) : nothing}</td>` : nothing}
    <td class="number"><bdi>${formatMoney(lineTotal(line), locale)}</bdi></td>
  </tr>`;
}

/** What it takes to make a line again that was taken away, where it was. */
function fieldsOf({ name, quantity, unitPrice, discount, product, position }: LineItem): Parameters<typeof addLine>[2] {
  return {
    name,
    quantity,
    unitPrice,
    discount: discount ?? undefined,
    product: product ?? undefined,
    position: position ?? undefined,
  };
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
