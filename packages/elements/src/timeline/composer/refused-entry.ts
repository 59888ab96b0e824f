import type { RefusedWrite } from '@rapport/client';
import type { AnyRecord, MutationResult } from '@rapport/core';
import { html, nothing, type TemplateResult } from 'lit';
import { refusalText } from '../../element/index.ts';
import type { MessagesController } from '../../messages/index.ts';

/** An entry about this subject that the backend declined. It is kept until the reader writes it anew or lets it go. */
export interface RefusedEntry {
  /** The write's. */
  readonly id: string;
  readonly type: string;
  readonly values: Partial<AnyRecord>;
  readonly result: MutationResult;
  /** The beginning of what was written. */
  readonly text: string;
}

export function refusedEntries(
  attention: readonly RefusedWrite[],
  about: { readonly type: string; readonly id: string } | undefined,
): readonly RefusedEntry[] {
  return attention.flatMap(({ id, write, result }) => {
    const patch = write.patches[0];
    const isEntry = patch?.op === 'create' && (patch.type === 'activity' || patch.type === 'task');
    if (!isEntry || !about || patch.set[about.type] !== about.id) return [];
    const text = [patch.set['subject'], patch.set['body'], patch.set['notes']].find(
      (value) => typeof value === 'string',
    );
    return [
      { id, type: patch.type, values: patch.set as Partial<AnyRecord>, result, text: String(text ?? '').slice(0, 120) },
    ];
  });
}

/** An entry that was declined, with the reason, to be written anew or let go. */
export function refusedNote(
  words: MessagesController,
  { result, text }: RefusedEntry,
  write: () => void,
  discard: () => void,
): TemplateResult {
  const reason = refusalText(words, result, words.text('composer'), '');
  return html`<p class="note bad" part="refused" role="alert">
    <span>${words.rich('refusedEntry', { reason })} ${text ? html`<bdi class="strong">${text}</bdi>` : nothing}</span>
    <button class="quiet" type="button" @click=${write}>${words.text('edit')}</button>
    <button class="quiet" type="button" @click=${discard}>${words.text('discard')}</button>
  </p>`;
}
