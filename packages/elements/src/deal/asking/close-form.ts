import type { Deal, Stage } from '@rapport/core';
import { localDay } from '@rapport/core/filter/calendar';
import { currencyDecimals, majorUnits, parseMoney } from '@rapport/core/model';
import { html, nothing } from 'lit';
import type { AskingPlace } from './asking-place.ts';
import type { Given } from './given.ts';
import { MoveForm } from './move-form.ts';

const reasons = [
  'priceReason',
  'competitorReason',
  'featuresReason',
  'timingReason',
  'budgetReason',
  'silenceReason',
] as const;

/** How a deal ended: what it came to, or why it was lost, and when. */
export class CloseForm extends MoveForm {
  readonly #kind: 'win' | 'lose';
  readonly #deals: readonly Deal[];
  readonly #today: string;

  constructor(place: AskingPlace, kind: 'win' | 'lose', deals: readonly Deal[], _stage: Stage) {
    super(place);
    this.#kind = kind;
    this.#deals = deals;
    this.#today = localDay(place.client?.now() ?? 0, place.context.timeZone);
  }

  protected get title(): string {
    const values = { count: this.#deals.length, deal: this.#deals[0]?.name };
    return this.place.words.text(this.#kind === 'win' ? 'winTitle' : 'loseTitle', values);
  }

  protected get text(): string {
    return this.place.words.text(this.#kind === 'win' ? 'winText' : 'loseText');
  }

  protected get action(): string {
    return this.place.words.text(this.#kind === 'win' ? 'winNow' : 'loseNow');
  }

  protected fields(): unknown {
    const { words } = this.place;
    const date = this.labelled(
      'date',
      words.text('closeDate'),
      html`<input
        id="ask-date"
        name="date"
        type="date"
        max=${this.#today}
        .defaultValue=${this.#today}
        aria-invalid=${this.faults.has('date')}
      />`,
    );
    if (this.#kind === 'win') return [this.#amount(), date];
    return [
      this.labelled(
        'reason',
        words.text('lossReason'),
        html`<input
            id="ask-reason"
            name="reason"
            type="text"
            list="reasons"
            autocomplete="off"
            maxlength="1000"
            required
            aria-invalid=${this.faults.has('reason')}
          />
          <datalist id="reasons">
            ${reasons.map((reason) => html`<option .value=${words.text(reason)}></option>`)}
          </datalist>`,
      ),
      this.labelled(
        'competitor',
        words.text('lossCompetitor'),
        html`<input
          id="ask-competitor"
          name="competitor"
          type="text"
          maxlength="1000"
          placeholder=${words.text('lossCompetitorHint')}
          .defaultValue=${this.#deals.length === 1 ? (this.#deals[0]?.competitor ?? '') : ''}
        />`,
      ),
      date,
    ];
  }

  /** Of several deals each comes to what it is worth. */
  #amount(): unknown {
    const [only, more] = this.#deals;
    if (!only?.amount || more) return nothing;
    const { amount } = only;
    const decimals = currencyDecimals(amount.currency);
    return this.labelled(
      'amount',
      `${this.place.words.text('winAmount')} (${amount.currency})`,
      html`<input
        id="ask-amount"
        name="amount"
        type="number"
        min="0"
        step=${10 ** -decimals}
        .defaultValue=${majorUnits(amount).toFixed(decimals)}
        aria-invalid=${this.faults.has('amount')}
      />`,
    );
  }

  protected async read(form: HTMLFormElement): Promise<Given | undefined> {
    const { words } = this.place;
    const data = new FormData(form);
    const textOf = (name: string): string => String(data.get(name) ?? '').trim();
    const faults = new Map<string, string>();
    const date = textOf('date') || this.#today;
    if (date > this.#today) faults.set('date', words.text('futureCloseRefusal'));
    const currency = this.#deals[0]?.amount?.currency ?? 'EUR';
    const amount = textOf('amount') === '' ? undefined : parseMoney(textOf('amount'), currency);
    if (data.has('amount') && !amount) faults.set('amount', words.text('notANumber'));
    if (this.#kind === 'lose' && textOf('reason') === '') faults.set('reason', words.text('notFilled'));
    this.faults = faults;
    if (faults.size > 0) return undefined;
    return {
      closedOn: date,
      ...(amount ? { amount } : {}),
      ...(textOf('reason') === '' ? {} : { reason: textOf('reason') }),
      ...(textOf('competitor') === '' ? {} : { competitor: textOf('competitor') }),
    };
  }
}
