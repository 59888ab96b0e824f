import { toDecimal } from '@rapport/core/filter';
import { multiplyAmount, probabilityOf } from '@rapport/core/pipeline';
import { html, nothing, type TemplateResult } from 'lit';
import { formatMoney } from '../messages/index.ts';
import type { CardContext } from './card-context.ts';
import type { FactEditor } from './fact-editor.ts';
import { percentText } from './fact-values.ts';

/** What the deal is called, whom it is with, and what it is worth. */
export function header(context: CardContext, editor: FactEditor): TemplateResult {
  const { deal, records } = context;
  const company = records.company.record;
  const contact = records.contacts.snapshot?.records.find(({ id }) => id === deal.contact);
  const about = [company?.name, contact?.name].filter((name) => name !== undefined);
  return html`<header>
    <div>
      ${
        editor.isOpen('name')
          ? editor.form(context, 'name')
          : html`<div class="title">
              <h2 part="name"><bdi>${deal.name}</bdi></h2>
              ${context.mayEdit('name') ? editor.button(context, 'name') : nothing}
            </div>`
      }
      ${about.length > 0 ? html`<p class="small muted">${about.map((name, index) => html`${index > 0 ? ' · ' : ''}<bdi>${name}</bdi>`)}</p>` : nothing}
    </div>
    ${editor.isOpen('amount') ? nothing : worth(context)}
    <slot name="actions"></slot>
  </header>`;
}

/** The amount, and how likely it is, or how it ended. */
function worth({ words, deal, stage, status }: CardContext): unknown {
  if (!deal.amount) return nothing;
  const share = status === 'open' ? probabilityOf(deal, stage) : undefined;
  const how = (): unknown => {
    if (status !== 'open') {
      const isWon = status === 'won';
      return html`<span class=${`tag ${isWon ? 'good' : 'bad'}`}>${words.text(isWon ? 'wonDeal' : 'lostDeal')}</span>`;
    }
    if (share === undefined) return nothing;
    const percent = percentText(share, words.locale);
    const amount = formatMoney(multiplyAmount(deal.amount!, toDecimal(share)), words.locale, true);
    return html`<span class="small muted" title=${words.text('weightedWhy', { amount, percent })}>${percent}</span>`;
  };
  return html`<p class="worth">
    <bdi class="strong">${formatMoney(deal.amount, words.locale, true)}</bdi>
    ${how()}
  </p>`;
}
