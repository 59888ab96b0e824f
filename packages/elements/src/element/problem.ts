import { html, nothing, type TemplateResult } from 'lit';
import type { MessageKey, MessagesController } from '../messages/index.ts';
import { alertIcon, lockIcon, offlineIcon, personIcon, icon } from '../theme/index.ts';

/** Why an element can't show what it is for. */
export type ProblemKind =
  | 'offline'
  | 'unauthenticated'
  | 'not-permitted'
  | 'not-found'
  | 'bad-name'
  | 'no-client'
  | 'error';

const shown: Readonly<Record<ProblemKind, readonly [string, MessageKey, MessageKey]>> = {
  offline: [offlineIcon, 'offlineProblem', 'offlineProblemText'],
  unauthenticated: [lockIcon, 'unauthenticatedProblem', 'unauthenticatedProblemText'],
  'not-permitted': [lockIcon, 'notPermittedProblem', 'notPermittedProblemText'],
  'not-found': [personIcon, 'notFoundProblem', 'notFoundProblemText'],
  'bad-name': [alertIcon, 'nameProblem', 'nameProblemText'],
  'no-client': [offlineIcon, 'clientProblem', 'clientProblemText'],
  error: [alertIcon, 'errorProblem', 'errorProblemText'],
};

/** What an error means to a reader. */
export function problemOf(error: unknown): ProblemKind {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'offline':
    case 'timeout':
      return 'offline';
    case 'unauthenticated':
    case 'not-permitted':
    case 'not-found':
      return code;
    default:
      return 'error';
  }
}

/** What is wrong, in the reader's words, and a way to try again. `name` is what was asked for. */
export function problemTemplate(
  words: MessagesController,
  kind: ProblemKind,
  name: string,
  retry: (() => void) | undefined,
): TemplateResult {
  const [path, title, text] = shown[kind];
  return html`<div class="problem" part="problem" role="alert">
    ${icon(path)}
    <p class="strong">${words.text(title)}</p>
    <p class="muted">${words.rich(text, { name: html`<bdi>${name}</bdi>` })}</p>
    ${retry && kind !== 'not-permitted' ? html`<button class="button" type="button" @click=${retry}>${words.text('retry')}</button>` : nothing}
  </div>`;
}
