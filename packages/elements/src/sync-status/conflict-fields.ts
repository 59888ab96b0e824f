import type { FieldConflict } from '@rapport/core';
import { currencyDecimals, fieldPath, parseMoney, type FieldKind, type Model, type Money } from '@rapport/core/model';
import { html, nothing, type TemplateResult } from 'lit';
import type { MessagesController } from '../messages/index.ts';
import type { Choice } from './rebase.ts';
import type { RecordTitles } from './record-titles.ts';
import { fieldWords, valueWords } from './value-words.ts';

interface ConflictContext {
  readonly words: MessagesController;
  readonly titles: RecordTitles;
}

/** Kinds of field whose value can be typed in one line. */
const inputTypes: Readonly<Partial<Record<FieldKind, string>>> = {
  text: 'text',
  email: 'email',
  phone: 'tel',
  url: 'url',
  number: 'number',
  integer: 'number',
  money: 'number',
  date: 'date',
};

/** Field by field, mine beside theirs; to choose from, or to see. Where the value is a short one, another can be typed. */
export function conflictFields(
  list: readonly FieldConflict[],
  canChoose: boolean,
  context: ConflictContext,
): TemplateResult[] {
  const { words, titles } = context;
  return list.map((conflict, index) => {
    const { type, field } = conflict;
    const value = (choice: 'mine' | 'theirs'): unknown[] =>
      words.rich(choice === 'mine' ? 'keepMine' : 'keepTheirs', {
        value: html`<span class="value">${valueWords(type, field, conflict[choice], titles, words)}</span>`,
      });
    return html`<fieldset>
      <legend>${fieldWords(type, field, titles.model, words)}</legend>
      ${(['mine', 'theirs'] as const).map((choice) =>
        canChoose
          ? html`<label
              ><input type="radio" name="choice-${index}" .value=${choice} required /><span
                >${value(choice)}</span
              ></label
            >`
          : html`<p>${value(choice)}</p>`,
      )}
      ${canChoose ? otherField(conflict, index, context) : nothing}
    </fieldset>`;
  });
}

/** What was chosen of each conflict; what was typed and is no value of its field is as if theirs had been chosen. */
export function chosen(data: FormData, list: readonly FieldConflict[], model: Model): readonly Choice[] {
  return list.map((conflict, index) => {
    const choice = data.get(`choice-${index}`);
    if (choice !== 'other') return choice === 'mine' ? 'mine' : 'theirs';
    const value = typed(String(data.get(`other-${index}`) ?? '').trim(), conflict, model);
    return value === undefined ? 'theirs' : { value };
  });
}

function otherField(
  conflict: FieldConflict,
  index: number,
  { words, titles }: ConflictContext,
): TemplateResult | typeof nothing {
  const kind = kindOf(conflict, titles.model);
  const type = kind && inputTypes[kind];
  if (type === undefined) return nothing;
  const decimals = kind === 'money' ? currencyDecimals(currencyOf(conflict)) : 0;
  const choose = ({ target }: Event): void => {
    const radio = (target as HTMLInputElement).closest('label')?.querySelector<HTMLInputElement>('[type=radio]');
    if (radio) radio.checked = true;
  };
  return html`<label class="other"
    ><input type="radio" name="choice-${index}" .value=${'other'} required /><span
      >${words.text('otherValue')}
      <input
        name="other-${index}"
        type=${type}
        step=${kind === 'number' ? 'any' : 10 ** -decimals}
        aria-label=${fieldWords(conflict.type, conflict.field, titles.model, words)}
        @input=${choose}
      />${kind === 'money' ? html` <bdi>${currencyOf(conflict)}</bdi>` : nothing}</span
    ></label
  >`;
}

function typed(text: string, conflict: FieldConflict, model: Model): unknown {
  const kind = kindOf(conflict, model);
  if (text === '') return null;
  if (kind === 'money') return parseMoney(text, currencyOf(conflict));
  if (kind !== 'number' && kind !== 'integer') return text;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

function kindOf({ type, field }: FieldConflict, model: Model): FieldKind | undefined {
  return model.types.has(type) ? fieldPath(model, type, field)?.field.kind : undefined;
}

function currencyOf({ mine, theirs, base }: FieldConflict): string {
  const money = [mine, theirs, base].find(
    (value) => typeof value === 'object' && value !== null && 'currency' in value,
  );
  return (money as Money | undefined)?.currency ?? 'EUR';
}
