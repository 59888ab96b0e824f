import { localDay } from '@rapport/core/filter/calendar';
import { startOf } from '@rapport/core/pipeline';
import { html, nothing, type TemplateResult } from 'lit';
import type { CardContext } from './card-context.ts';
import type { DealFact } from './deal-card.events.ts';
import type { FactEditor } from './fact-editor.ts';
import { dayText, factValue, facts } from './fact-values.ts';
import { durationText } from './stage-path.ts';

/** Those that take a line to themselves. */
const wide: readonly DealFact[] = ['nextStep', 'description'];

/** The deal's fields, each of which is changed in its place. Of a closed deal what was expected is no matter any more. */
export function factsList(context: CardContext, editor: FactEditor): TemplateResult {
  const { deal, status, words, timeZone } = context;
  const isOpen = status === 'open';
  const first: readonly DealFact[] = isOpen
    ? ['amount', 'probability', 'expectedCloseDate', 'owner', 'forecastCategory']
    : ['amount', 'owner'];
  const rest: readonly DealFact[] = [...(isOpen ? (['nextStep'] as const) : []), 'competitor', 'source', 'description'];
  const fact = (name: DealFact): TemplateResult => {
    const shown = html`<span>${factValue(context, name)}</span
      >${context.mayEdit(name) ? editor.button(context, name) : nothing}`;
    return html`<div class=${wide.includes(name) ? 'wide' : nothing}>
      <dt>${words.text(facts[name].label)}</dt>
      <dd>${editor.isOpen(name) ? editor.form(context, name) : shown}</dd>
    </div>`;
  };
  const told = (label: string, value: unknown): TemplateResult =>
    html`<div>
      <dt>${label}</dt>
      <dd>${value}</dd>
    </div>`;
  const closedOn = deal.closedAt && localDay(Date.parse(deal.closedAt), timeZone);
  return html`<dl part="facts">
    ${first.map(fact)} ${told(words.text(isOpen ? 'dealAge' : 'dealDuration'), age(context))}
    ${!isOpen && closedOn ? told(words.text('dealClosedOn'), dayText(closedOn, words)) : nothing}
    ${status === 'lost' && deal.lossReason ? told(words.text('dealLossReason'), html`<span dir="auto">${deal.lossReason}</span>`) : nothing}
    ${rest.map(fact)}
  </dl>`;
}

/** From its beginning until now, or until it was closed. */
function age({ deal, now, records, status, words }: CardContext): string {
  const end = status !== 'open' && deal.closedAt ? Date.parse(deal.closedAt) : now;
  const start = Date.parse(startOf(deal, records.changes.snapshot?.records ?? []));
  return durationText(Math.max(0, end - start), words);
}
