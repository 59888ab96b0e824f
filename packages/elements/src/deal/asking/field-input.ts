import { instantAt } from '@rapport/core/filter/calendar';
import { currencyDecimals, parseMoney, toInstant, type Field } from '@rapport/core/model';
import { html, type TemplateResult } from 'lit';
import type { MessageKey, MessagesController } from '../../messages/index.ts';

/** What a field's input takes from around it. */
export interface FieldInput {
  readonly name: string;
  readonly field: Pick<Field, 'kind' | 'choices'>;
  readonly words: MessagesController;
  /** Of an amount that is typed. */
  readonly currency: string;
  readonly timeZone: string;
  readonly isInvalid: boolean;
}

/** The native input of a field's kind. References have a picker of their own. */
export function fieldInput({ name, field, words, currency, isInvalid }: FieldInput): TemplateResult {
  const id = `ask-${name}`;
  switch (field.kind) {
    case 'longText':
      return html`<textarea id=${id} name=${name} rows="3" aria-invalid=${isInvalid}></textarea>`;
    case 'number':
    case 'integer':
      return html`<input
        id=${id}
        name=${name}
        type="number"
        step=${field.kind === 'integer' ? 1 : 'any'}
        aria-invalid=${isInvalid}
      />`;
    case 'money':
      return html`<input
        id=${id}
        name=${name}
        type="number"
        step=${10 ** -currencyDecimals(currency)}
        aria-invalid=${isInvalid}
      />`;
    case 'boolean':
      return html`<select id=${id} name=${name} aria-invalid=${isInvalid}>
        <option .value=${''}></option>
        <option .value=${'true'}>${words.text('yesAnswer')}</option>
        <option .value=${'false'}>${words.text('noAnswer')}</option>
      </select>`;
    case 'date':
      return html`<input id=${id} name=${name} type="date" aria-invalid=${isInvalid} />`;
    case 'instant':
      return html`<input id=${id} name=${name} type="datetime-local" aria-invalid=${isInvalid} />`;
    case 'choice':
    case 'choices':
      return html`<select id=${id} name=${name} ?multiple=${field.kind === 'choices'} aria-invalid=${isInvalid}>
        ${field.kind === 'choice' ? html`<option .value=${''}></option>` : ''}
        ${(field.choices ?? []).map((choice) => html`<option .value=${choice}>${choice}</option>`)}
      </select>`;
    case 'email':
    case 'url':
      return html`<input id=${id} name=${name} type=${field.kind} aria-invalid=${isInvalid} />`;
    case 'phone':
      return html`<input id=${id} name=${name} type="tel" aria-invalid=${isInvalid} />`;
    case 'text':
    case 'id':
    case 'key':
    case 'reference':
    case 'references':
    case 'tags':
    case 'json':
      return html`<input id=${id} name=${name} type="text" maxlength="1000" aria-invalid=${isInvalid} />`;
  }
}

/** What was typed, as the field holds it; undefined where it is nothing, or nothing that the field can hold. */
export function fieldValue(data: FormData, { name, field, currency, timeZone }: FieldInput): unknown {
  const text = String(data.get(name) ?? '').trim();
  if (text === '') return undefined;
  switch (field.kind) {
    case 'number':
    case 'integer': {
      const number = Number(text);
      const fits = field.kind === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number);
      return fits ? number : undefined;
    }
    case 'money':
      return parseMoney(text, currency);
    case 'boolean':
      return text === 'true';
    case 'instant': {
      const wall = Date.parse(`${text}Z`);
      return Number.isNaN(wall) ? undefined : toInstant(instantAt(wall, timeZone));
    }
    case 'choices':
    case 'references':
      return data.getAll(name).map(String);
    case 'tags':
      return text
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== '');
    default:
      return text;
  }
}

const labels: Readonly<Record<string, MessageKey>> = {
  amount: 'amountField',
  expectedCloseDate: 'expectedCloseField',
  nextStep: 'nextStepField',
  competitor: 'competitorField',
  lossReason: 'lossReason',
  source: 'sourceField',
  description: 'descriptionField',
  probability: 'probabilityField',
  company: 'company',
  contact: 'contact',
  owner: 'owner',
  tags: 'tagsField',
};

/** What a field is called: in our words, in the organisation's, or by its technical name. */
export function fieldLabel(path: string, field: Pick<Field, 'label'> | undefined, words: MessagesController): string {
  const known = labels[path];
  return known ? words.text(known) : (field?.label ?? path.replace(/^custom\./, ''));
}
