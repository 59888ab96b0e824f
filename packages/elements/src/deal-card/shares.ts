import { splitAmounts } from '@rapport/core/pipeline';
import { html, nothing } from 'lit';
import { formatMoney } from '../messages/index.ts';
import { editIcon } from '../theme/index.ts';
import type { CardContext } from './card-context.ts';
import { percentText } from './fact-values.ts';
import { adder, section, unread } from './section.ts';
import { userName } from './user-name.ts';

/** Whose revenue it is: shares in percent and in money. Nothing is shown of a deal that is not shared where it can't be. */
export function splitsSection(context: CardContext): unknown {
  const { deal, words, records, editing } = context;
  const snapshot = records.splits.snapshot;
  const title = words.text('dealSplits');
  if (snapshot?.status === 'error') return section(context, 'splits', title, unread(snapshot.error, words));
  const splits = snapshot?.records ?? [];
  const mayWrite = context.mayWrite('dealSplit');
  if (splits.length === 0 && !mayWrite) return nothing;
  const target = { part: 'splits' } as const;
  if (editing.isOpen(target)) return section(context, 'splits', title, editing.template(target));
  const amounts = deal.amount ? splitAmounts(deal.amount, splits) : [];
  const ordered = [...splits].sort(
    (a, b) => Number(a.kind === 'overlay') - Number(b.kind === 'overlay') || b.percent - a.percent,
  );
  return section(
    context,
    'splits',
    title,
    html`${
      splits.length === 0
        ? nothing
        : html`<table title=${words.text('splitsWhy')}>
            <tbody>
              ${ordered.map((split) => {
                const amount = amounts.find(({ id }) => id === split.id)?.amount;
                return html`<tr>
                  <th scope="row">
                    <span class="named">${userName(context, split.user)}</span>
                  </th>
                  <td class="muted">${words.text(split.kind === 'revenue' ? 'revenueSplit' : 'overlaySplit')}</td>
                  <td class="number">${percentText(split.percent / 100, words.locale)}</td>
                  <td class="number">${amount ? html`<bdi>${formatMoney(amount, words.locale)}</bdi>` : nothing}</td>
                </tr>`;
              })}
            </tbody>
          </table>`
    }
    ${mayWrite ? (splits.length === 0 ? adder(editing, target, words.text('shareDeal')) : adder(editing, target, words.text('editSplits'), editIcon)) : nothing}`,
  );
}
