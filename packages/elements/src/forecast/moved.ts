import type { ForecastSnapshot } from '@rapport/core';
import type { Money } from '@rapport/core/model';
import { waterfall, type Waterfall, type WaterfallStep } from '@rapport/core/pipeline';
import { html, nothing, type TemplateResult } from 'lit';
import type { WaterfallRow } from '../charts/index.ts';
import { formatDate, formatMoney, formatNumber, type MessageKey } from '../messages/index.ts';
import { changeOfMoney, explained, periodDays, wholeMoney } from '../sales/index.ts';
import { type ForecastView } from './forecast-view.ts';

/** How all deals stood at an instant: a record, or the present. */
export type Snapshot = Pick<ForecastSnapshot, 'currency' | 'deals'> & { readonly takenAt: string };

/** What the reader compares: the ids of two snapshots, `now` for the present. */
export interface Comparison {
  readonly from: string | undefined;
  readonly to: string;
}

export interface MovedView extends ForecastView {
  readonly snapshots: readonly ForecastSnapshot[];
  /** Undefined where not all deals could be read, or there is no rate for one. */
  readonly present: Snapshot | undefined;
  readonly whyNoPresent: MessageKey | undefined;
  readonly comparison: Comparison;
  readonly timeZone: string;
  readonly mayTake: boolean;
  readonly fault: string | undefined;
  readonly compare: (comparison: Comparison) => void;
  readonly take: () => void;
}

const stepWords: Readonly<Record<WaterfallStep, MessageKey>> = {
  new: 'newStep',
  reopened: 'reopenedStep',
  movedIn: 'movedInStep',
  amountChange: 'amountChangeStep',
  won: 'wonStep',
  lost: 'lostStep',
  movedOut: 'movedOutStep',
};

/** What moved between two snapshots: a waterfall that adds up to the last cent, as a chart and as a table. */
export function moved(view: MovedView): TemplateResult {
  const { words, snapshots, comparison, present, mayTake, whyNoPresent, fault } = view;
  const start = snapshots.find(({ id }) => id === comparison.from);
  const end = comparison.to === 'now' ? present : snapshots.find(({ id }) => id === comparison.to);
  return html`<section class="moved" part="section" aria-labelledby="moved">
    <h3 id="moved" tabindex="-1">${words.text('waterfallTitle')}</h3>
    <p class="small muted">${words.text('waterfallText')}</p>
    <div class="choices">
      ${
        snapshots.length > 0
          ? html`${choice(view, 'from')} ${choice(view, 'to')}`
          : html`<p class="small muted">${words.text('noSnapshots')}</p>`
      }
      ${
        mayTake
          ? html`<button class="button" type="button" ?disabled=${present === undefined} @click=${view.take}>
              ${words.text('takeSnapshot')}
            </button>`
          : nothing
      }
    </div>
    ${whyNoPresent && mayTake ? html`<p class="small muted">${words.text(whyNoPresent)}</p>` : nothing}
    ${fault ? html`<p class="fault" role="alert">${fault}</p>` : nothing}
    ${start && end ? between(view, start, end) : nothing}
  </section>`;
}

function between(view: MovedView, start: Snapshot, end: Snapshot): TemplateResult {
  const { words, currency, charts, period } = view;
  const other = [start, end].find((snapshot) => snapshot.currency !== currency);
  if (other)
    return html`<p class="note">
      <span>${words.text('otherCurrency', { currency: other.currency, base: currency })}</span>
    </p>`;
  const found = waterfall(start, end, period);
  const rows = waterfallRowsOf(found, view);
  const at = (snapshot: Snapshot): string => instantText(view, snapshot.takenAt);
  return html`<div class="beside">
    ${charts.draw(
      words.text('waterfallChart', { start: at(start), end: at(end) }),
      rows.length * 28 + 2,
      ({ waterfallRows }, frame) => waterfallRows(frame, rows),
      true,
    )}
    <div class="scroll" tabindex="0" role="group" aria-labelledby="moved">
      <table part="table">
        <thead>
          <tr>
            <th scope="col">
              ${words.text('stepColumn')}
              ${explained(words, words.text('waterfallTitle'), {
                formula: words.text('waterfallFormula'),
                counted: `${periodDays(period, words)} · ${at(start)} – ${at(end)}`,
              })}
            </th>
            <th scope="col" class="number">${words.text('dealsColumn')}</th>
            <th scope="col" class="number">${words.text('amountColumn')}</th>
          </tr>
        </thead>
        <tbody>
          ${row(view, words.text('startStep'), undefined, found.start, false)}
          ${found.lines.map(({ step, deals, amount }) => row(view, words.text(stepWords[step]), deals.length, amount, true))}
        </tbody>
        <tfoot>
          ${row(view, words.text('endStep'), undefined, found.end, false)}
        </tfoot>
      </table>
    </div>
  </div>`;
}

function row(
  { words }: MovedView,
  name: string,
  deals: number | undefined,
  amount: Money,
  isSigned: boolean,
): TemplateResult {
  return html`<tr>
    <th scope="row">${name}</th>
    <td class="number">${deals === undefined ? nothing : formatNumber(deals, words.locale)}</td>
    <td class="number"><bdi>${isSigned ? changeOfMoney(amount, words) : formatMoney(amount, words.locale)}</bdi></td>
  </tr>`;
}

function waterfallRowsOf({ start, lines, end }: Waterfall, view: MovedView): readonly WaterfallRow[] {
  const { words } = view;
  let at = start.amount;
  const total = (key: MessageKey, amount: Money): WaterfallRow => ({
    label: words.text(key),
    from: 0,
    to: amount.amount,
    kind: 'total',
    text: wholeMoney(amount, words),
  });
  const steps = lines.map(({ step, amount }): WaterfallRow => {
    const from = at;
    at += amount.amount;
    return {
      label: words.text(stepWords[step]),
      from,
      to: at,
      kind: step === 'won' ? 'won' : amount.amount > 0 ? 'up' : amount.amount < 0 ? 'down' : 'none',
      text: wholeMoney(amount, words, true),
    };
  });
  return [total('startStep', start), ...steps, total('endStep', end)];
}

function choice(view: MovedView, side: 'from' | 'to'): TemplateResult {
  const { words, snapshots, comparison, present } = view;
  const changed = (event: Event): void =>
    view.compare({ ...comparison, [side]: (event.target as HTMLSelectElement).value });
  return html`<label class="field"
    ><span>${words.text(side === 'from' ? 'fromSnapshot' : 'toSnapshot')}</span
    ><select @change=${changed}>
      ${
        side === 'to'
          ? html`<option value="now" ?selected=${comparison.to === 'now'} ?disabled=${present === undefined}>
              ${words.text('presentSnapshot')}
            </option>`
          : nothing
      }
      ${snapshots.map(
        ({ id, takenAt }) =>
          html`<option value=${id} ?selected=${comparison[side] === id}>${instantText(view, takenAt)}</option>`,
      )}
    </select></label
  >`;
}

function instantText({ words, timeZone }: MovedView, instant: string): string {
  return formatDate(instant, words.locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
}
