import type { MutationResult } from '@rapport/core';
import type { MessagesController } from '../messages/index.ts';

/** Why a write did not take effect, in the reader's words; undefined where it did. `field` is what the reader calls the field. */
export function refusalText(
  words: MessagesController,
  result: MutationResult,
  field: string,
  value: string,
): string | undefined {
  switch (result.status) {
    case 'applied':
    case 'merged':
    case 'duplicate':
      return undefined;
    case 'conflict': {
      const conflict = result.conflicts[0];
      return conflict
        ? words.text('conflictRefusal', { value: String(conflict.theirs ?? '–') })
        : words.text('notFoundRefusal');
    }
    case 'refused':
      return wordsFor(words, result.refusal.code, field, value);
  }
}

function wordsFor(words: MessagesController, code: string, field: string, value: string): string {
  switch (code) {
    case 'required':
      return words.text('requiredRefusal', { field });
    case 'not-permitted':
    case 'read-only':
      return words.text('notPermittedRefusal');
    case 'not-found':
    case 'deleted':
    case 'unknown-reference':
      return words.text('notFoundRefusal');
    case 'invalid':
    case 'invalid-value':
    case 'invalid-input':
      return words.text('invalidRefusal', { field, value });
    default:
      return words.text('otherRefusal', { code });
  }
}
