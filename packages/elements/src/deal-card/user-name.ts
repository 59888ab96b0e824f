import { html, type TemplateResult } from 'lit';
import { avatar } from '../theme/index.ts';
import type { CardContext } from './card-context.ts';

/** What a user is called, once it is known; that it is hidden is said of nobody who is only yet to be read. */
export function userName({ users, records, words }: CardContext, id: string): TemplateResult {
  const user = users.get(id);
  if (user) return html`${avatar(user.name, user.id, true)}<bdi>${user.name}</bdi>`;
  return records.users.snapshot?.status === 'loading'
    ? html`<span class="bone name"></span>`
    : html`<span class="muted">${words.text('hiddenValue')}</span>`;
}
