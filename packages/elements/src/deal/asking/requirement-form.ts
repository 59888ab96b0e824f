import type { Deal, Filter, Stage } from '@rapport/core';
import { localDay } from '@rapport/core/filter/calendar';
import { parseMoney, standardModel, toInstant, withExtension, type Field } from '@rapport/core/model';
import { requestApproval, type DealFields, type MissingRequirement } from '@rapport/core/pipeline';
import { html, nothing, type TemplateResult } from 'lit';
import { resultRefusal } from '../refusal-words.ts';
import type { AskingPlace } from './asking-place.ts';
import type { Given } from './given.ts';
import { fieldInput, fieldLabel, fieldValue, type FieldInput } from './field-input.ts';
import { MoveForm } from './move-form.ts';
import { RecordPicker } from './record-picker.ts';

/** What can be made here of related records. */
const makeable: ReadonlySet<string> = new Set(['primaryContact', 'lineItems', 'nextActivity']);

/** A related record that was written in the form, and the field that says what is wrong with it. */
interface NewRecord {
  readonly field: string;
  /** Makes it, and says why it could not be. */
  create(): Promise<string | undefined>;
}

/** Just what a stage asks for and a deal lacks. */
export class RequirementForm extends MoveForm {
  readonly #deal: Deal;
  readonly #stage: Stage;
  readonly #missing: readonly MissingRequirement[];
  readonly #pickers = new Map<string, RecordPicker>();
  readonly #asked = new Set<string>();
  /** The fields of records that were made, so that what is sent again is not made again. */
  readonly #made = new Set<string>();
  #model = standardModel;

  constructor(place: AskingPlace, deal: Deal, stage: Stage, missing: readonly MissingRequirement[]) {
    super(place);
    this.#deal = deal;
    this.#stage = stage;
    this.#missing = missing;
    if (missing.some((each) => each.kind === 'field' && each.field.startsWith('custom.'))) {
      place.client?.describe().then(
        ({ extension }) => {
          this.#model = withExtension(standardModel, extension);
          this.redraw();
        },
        // Without a description a field of the organisation's is asked for as text.
        () => undefined,
      );
    }
  }

  protected get title(): string {
    return this.place.words.text('requirementsTitle', { stage: this.#stage.name });
  }

  protected get text(): string {
    return this.place.words.text('requirementsText', { deal: this.#deal.name });
  }

  /** An approval takes somebody else, and some records a page of their own: until then the deal stays. */
  protected get action(): string | undefined {
    const isOpen = this.#missing.some(
      (each) => each.kind === 'approval' || (each.kind === 'related' && !makeable.has(each.related)),
    );
    return isOpen ? undefined : this.place.words.text('moveOn', { stage: this.#stage.name });
  }

  protected fields(): unknown {
    const items = this.#missing.filter((each) => each.kind === 'checklist');
    return [
      this.#missing.map((each) => (each.kind === 'checklist' ? nothing : this.#question(each))),
      items.length === 0
        ? nothing
        : html`<fieldset class="field" aria-describedby=${this.faults.has('checked') ? 'fault-checked' : nothing}>
            <legend>${this.place.words.text('checklistLegend')}</legend>
            ${items.map(
              ({ item }) =>
                html`<label
                  ><input type="checkbox" name="checked" .value=${item} aria-invalid=${this.faults.has('checked')} />
                  <bdi>${item}</bdi></label
                >`,
            )}
            ${this.faults.has('checked') ? html`<p class="fault" id="fault-checked" role="alert">${this.faults.get('checked')}</p>` : nothing}
          </fieldset>`,
    ];
  }

  #question(missing: Exclude<MissingRequirement, { kind: 'checklist' }>): unknown {
    switch (missing.kind) {
      case 'field':
        return this.#fieldQuestion(missing.field);
      case 'approval':
        return this.#approval(missing.by, missing.status);
      case 'related':
        return this.#related(missing.related, missing.atLeast);
    }
  }

  #fieldQuestion(path: string): TemplateResult {
    const field = this.#field(path);
    const label = fieldLabel(path, field, this.place.words);
    if (field?.kind === 'reference' && field.target) {
      const likely = path === 'contact' ? this.#ofCompany() : undefined;
      return this.labelled(
        path,
        label,
        this.#picker(path, field.target, likely).template(path, label, this.faults.has(path)),
      );
    }
    const input = this.#input(path);
    return this.labelled(
      path,
      input.field.kind === 'money' ? `${label} (${input.currency})` : label,
      fieldInput(input),
    );
  }

  #related(name: string, atLeast: number): unknown {
    const { words } = this.place;
    switch (name) {
      case 'primaryContact': {
        const label = words.text('primaryContactNeeded');
        return this.labelled(
          'contact',
          label,
          this.#picker('contact', 'contact', this.#ofCompany()).template('contact', label, this.faults.has('contact')),
        );
      }
      case 'lineItems':
        return html`<fieldset class="field">
          <legend>${words.text('lineItemNeeded')}</legend>
          ${this.labelled('itemName', words.text('itemName'), html`<input id="ask-itemName" name="itemName" type="text" aria-invalid=${this.faults.has('itemName')} />`)}
          <div class="pair">
            ${this.labelled('itemQuantity', words.text('itemQuantity'), html`<input id="ask-itemQuantity" name="itemQuantity" type="number" min="0" step="any" .defaultValue=${'1'} aria-invalid=${this.faults.has('itemQuantity')} />`)}
            ${this.labelled('itemPrice', `${words.text('itemPrice')} (${this.#currency})`, html`<input id="ask-itemPrice" name="itemPrice" type="number" step="any" aria-invalid=${this.faults.has('itemPrice')} />`)}
          </div>
        </fieldset>`;
      case 'nextActivity':
        return html`<fieldset class="field">
          <legend>${words.text('nextActivityNeeded')}</legend>
          ${this.labelled('subject', words.text('activitySubject'), html`<input id="ask-subject" name="subject" type="text" aria-invalid=${this.faults.has('subject')} />`)}
          ${this.labelled('due', words.text('activityDue'), html`<input id="ask-due" name="due" type="date" min=${this.#today} .defaultValue=${this.#today} aria-invalid=${this.faults.has('due')} />`)}
        </fieldset>`;
      default:
        return html`<p class="note">
          ${words.text('relatedAtLeast', { related: name, count: atLeast })} ${words.text('relatedElsewhere')}
        </p>`;
    }
  }

  #approval(by: string, status: 'none' | 'requested' | 'declined'): TemplateResult {
    const { words, names } = this.place;
    const approver = names.name('user', by) ?? by;
    const isAsked = status === 'requested' || this.#asked.has(by);
    const fault = this.faults.get(`approval ${by}`);
    return html`<div class="field">
      <span>${words.text('approvalNeeded', { approver })}</span>
      ${
        isAsked
          ? html`<p class="muted" role="status">${words.text('approvalAsked')}</p>`
          : html`${status === 'declined' ? html`<p class="muted">${words.text('approvalDeclined')}</p>` : nothing}
              <button class="button" type="button" ?disabled=${this.isBusy} @click=${() => void this.#askApproval(by)}>
                ${words.text('approvalAsk')}
              </button>`
      }
      ${fault === undefined ? nothing : html`<p class="fault" role="alert">${fault}</p>`}
    </div>`;
  }

  async #askApproval(by: string): Promise<void> {
    const { client, context, words } = this.place;
    const asked = requestApproval(this.#deal, this.#stage, by, context);
    if (!client || !asked.ok) return;
    this.isBusy = true;
    this.redraw();
    const result = await client.write({ command: 'deal.requestApproval', patches: asked.patches });
    const reason = resultRefusal(result, this.place.allStages, words);
    if (reason === undefined) this.#asked.add(by);
    else {
      client.discard(result.id);
      this.faults = new Map([[`approval ${by}`, reason]]);
    }
    this.isBusy = false;
    this.redraw();
  }

  protected async read(form: HTMLFormElement): Promise<Given | undefined> {
    const { words } = this.place;
    const data = new FormData(form);
    const faults = new Map<string, string>();
    const set: Record<string, unknown> = {};
    const take = (name: string, value: unknown): void => {
      if (value === undefined) faults.set(name, words.text('notFilled'));
      else set[name] = value;
    };
    for (const each of this.#missing) {
      if (each.kind === 'field') take(each.field, fieldValue(data, this.#input(each.field)));
      if (each.kind === 'related' && each.related === 'primaryContact')
        take('contact', data.get('contact') ?? undefined);
    }
    const items = this.#missing.flatMap((each) => (each.kind === 'checklist' ? [each.item] : []));
    const checked = data.getAll('checked').map(String);
    if (items.some((item) => !checked.includes(item))) faults.set('checked', words.text('notFilled'));
    const records = this.#records(data, faults);
    this.faults = faults;
    if (faults.size > 0) return undefined;
    for (const { field, create } of records) {
      const reason = await create();
      if (reason === undefined) {
        this.#made.add(field);
        continue;
      }
      this.faults = new Map([[field, reason]]);
      return undefined;
    }
    return { set: set as DealFields, ...(checked.length > 0 ? { checked } : {}) };
  }

  /** The related records that were written here and are yet to be made. */
  #records(data: FormData, faults: Map<string, string>): readonly NewRecord[] {
    const { client, words, allStages } = this.place;
    if (!client) return [];
    const textOf = (name: string): string => String(data.get(name) ?? '').trim();
    const creating = (type: 'lineItem' | 'task', values: object) => async (): Promise<string | undefined> => {
      const result = await client.create(type, values);
      const reason = resultRefusal(result, allStages, words);
      if (reason !== undefined) client.discard(result.id);
      return reason;
    };
    return this.#missing.flatMap((each) => {
      if (each.kind !== 'related') return [];
      if (each.related === 'lineItems') {
        const [name, quantity, price] = [
          textOf('itemName'),
          Number(textOf('itemQuantity')),
          parseMoney(textOf('itemPrice'), this.#currency),
        ];
        if (name === '') faults.set('itemName', words.text('notFilled'));
        if (!(quantity > 0)) faults.set('itemQuantity', words.text('notANumber'));
        if (!price) faults.set('itemPrice', words.text('notANumber'));
        return this.#made.has('itemName')
          ? []
          : [
              {
                field: 'itemName',
                create: creating('lineItem', { deal: this.#deal.id, name, quantity, unitPrice: price }),
              },
            ];
      }
      if (each.related !== 'nextActivity') return [];
      const [subject, due] = [textOf('subject'), textOf('due')];
      if (subject === '') faults.set('subject', words.text('notFilled'));
      if (due === '') faults.set('due', words.text('notFilled'));
      // The end of the day it is due on.
      const dueAt =
        due === ''
          ? undefined
          : fieldValue(dataOf('due', `${due}T23:59`), {
              ...this.#input('due'),
              field: { kind: 'instant', choices: undefined },
            });
      const task = {
        subject,
        status: 'open',
        dueAt,
        deal: this.#deal.id,
        ...(this.#deal.owner == null ? {} : { assignee: this.#deal.owner }),
      };
      return this.#made.has('subject') ? [] : [{ field: 'subject', create: creating('task', task) }];
    });
  }

  get #currency(): string {
    return this.#deal.amount?.currency ?? this.place.currency ?? 'EUR';
  }

  get #today(): string {
    return localDay(Date.parse(toInstant(this.place.client?.now() ?? 0)), this.place.context.timeZone);
  }

  #ofCompany(): Filter | undefined {
    return this.#deal.company == null ? undefined : { field: 'company', op: 'eq', value: this.#deal.company };
  }

  #field(path: string): Field | undefined {
    return path.startsWith('custom.')
      ? this.#model.customFields.get('deal')?.[path.slice('custom.'.length)]
      : this.#model.types.get('deal')?.fields[path];
  }

  #input(path: string): FieldInput {
    return {
      name: path,
      field: this.#field(path) ?? { kind: 'text', choices: undefined },
      words: this.place.words,
      currency: this.#currency,
      timeZone: this.place.context.timeZone,
      isInvalid: this.faults.has(path),
    };
  }

  #picker(name: string, type: string, likely: Filter | undefined): RecordPicker {
    const picker = this.#pickers.get(name) ?? new RecordPicker(this.place, type, likely);
    this.#pickers.set(name, picker);
    return picker;
  }
}

function dataOf(name: string, value: string): FormData {
  const data = new FormData();
  data.set(name, value);
  return data;
}
