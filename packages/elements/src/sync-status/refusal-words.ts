import type { Refusal } from '@rapport/core';
import type { Model } from '@rapport/core/model';
import { formatList, type MessagesController } from '../messages/index.ts';
import { fieldWords } from './value-words.ts';

/** Why a write was refused, in the reader's words; a code that is not known is named, so that it can be asked about. */
export function refusalWords(refusal: Refusal, ofType: string, model: Model, words: MessagesController): string {
  const { code, params } = refusal;
  const type = typeof params?.['type'] === 'string' ? params['type'] : ofType;
  const path = refusal.field?.replace(/^(amount|unitPrice|annualRevenue)\..*/, '$1');
  const field = path === undefined ? '' : fieldWords(type, path, model, words);
  switch (code) {
    case 'required':
      return words.text('requiredRefusal', { field });
    case 'not-permitted':
      return words.text('notPermittedRefusal');
    case 'read-only':
    case 'managed-field':
      return words.text('readOnlyRefusal', { field });
    case 'not-found':
    case 'deleted':
      return words.text('notFoundRefusal');
    case 'unknown-reference':
    case 'unknown-stage':
      return words.text('unknownReferenceRefusal', { field });
    case 'invalid':
    case 'invalid-value':
      return field === '' ? words.text('otherRefusal', { code }) : words.text('wrongValueRefusal', { field });
    case 'already-exists':
      return words.text('alreadyExistsRefusal');
    case 'external-id-taken':
      return words.text('takenRefusal', { field });
    case 'too-many-changes':
      return words.text('tooManyRefusal', { maximum: params?.['maximum'] });
    case 'outcome-unknown':
    case 'no-result':
      return words.text('outcomeUnknownRefusal');
    case 'requirements-missing':
      return words.text('stageNeedsRefusal', { fields: missing(params?.['missing'], type, model, words) });
    case 'deal-closed':
      return words.text('dealClosedRefusal');
    case 'unreadable':
      return words.text('unreadableRefusal');
    case 'unsupported':
      return words.text('unsupportedRefusal');
    case 'server':
    case 'protocol':
    case 'rate-limited':
      return words.text('serverRefusal');
    default:
      return words.text('otherRefusal', { code });
  }
}

/** The fields that a stage asks for, as far as it asks for fields. */
function missing(list: unknown, type: string, model: Model, words: MessagesController): string {
  const names = (Array.isArray(list) ? (list as readonly unknown[]) : []).flatMap((one) => {
    const name: unknown = typeof one === 'object' && one !== null && 'field' in one ? one.field : one;
    return typeof name === 'string' ? [fieldWords(type, name, model, words)] : [];
  });
  return names.length > 0 ? formatList(names, words.locale) : '…';
}
