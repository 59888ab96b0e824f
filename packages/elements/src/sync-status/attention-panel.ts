import type { RefusedWrite, Write } from '@rapport/client';
import type { MutationResult, Patch } from '@rapport/core';
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import {
  formatDate,
  formatRelative,
  isMessageKey,
  type MessageKey,
  type MessagesController,
} from '../messages/index.ts';
import { closeIcon, icon } from '../theme/index.ts';
import { chosen, conflictFields } from './conflict-fields.ts';
import { remedyOf, type Choice, type ConflictRemedy } from './rebase.ts';
import type { RecordTitles } from './record-titles.ts';
import { refusalWords } from './refusal-words.ts';
import type { WriteDecision } from './sync-status.events.ts';
import { fieldWords, kindWords, valueWords } from './value-words.ts';

const submitWords: Readonly<Record<Exclude<ConflictRemedy, 'none'>, MessageKey>> = {
  choose: 'save',
  redo: 'redo',
  delete: 'deleteAnyway',
};

/** More fields than these are counted. */
const mostFields = 6;

const triedWords: Readonly<Record<Patch['op'], MessageKey>> = {
  create: 'creationTried',
  update: 'changeTried',
  delete: 'deletionTried',
};

export interface PanelContext {
  readonly words: MessagesController;
  readonly titles: RecordTitles;
  readonly now: number;
  /** What this device and this backend can't give. */
  readonly limits: readonly MessageKey[];
  /** How what is on its way stands, shown where nothing is left to decide. */
  readonly line: TemplateResult;
  readonly decide: (writes: readonly RefusedWrite[], decision: WriteDecision, choices?: readonly Choice[]) => void;
  readonly close: () => void;
}

/** The declined writes: what was tried, why it did not take effect, and what can be done about each. */
export class AttentionPanel {
  readonly #host: ReactiveControllerHost;
  #isSure = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Takes back a half-made decision. */
  reset(): void {
    this.#isSure = false;
  }

  content(attention: readonly RefusedWrite[], context: PanelContext): TemplateResult {
    const { words, close, limits } = context;
    const title = attention.length === 0 && limits.length > 0 ? 'limitsTitle' : 'attentionTitle';
    return html`<div class="panel">
      <header>
        <h2 id="title" tabindex="-1">${words.text(title)}</h2>
        <button
          class="tool"
          type="button"
          aria-label=${words.text('close')}
          title=${words.text('close')}
          @click=${close}
        >
          ${icon(closeIcon)}
        </button>
      </header>
      ${
        attention.length === 0
          ? html`<p class="settled">${context.line}</p>`
          : html`<p class="muted">${words.text('attentionText')}</p>
              <ul>
                ${repeat(
                  attention,
                  ({ id }) => id,
                  (refused) => html`<li>${entry(refused, context)}</li>`,
                )}
              </ul>`
      }
      ${attention.length > 1 ? this.#discardAll(attention, context) : nothing}
      ${
        limits.length > 0
          ? html`<ul class="limits">
              ${limits.map((each) => html`<li>${words.text(each)}</li>`)}
            </ul>`
          : nothing
      }
    </div>`;
  }

  /** What somebody typed is not thrown away by one slip of the hand. */
  #discardAll(attention: readonly RefusedWrite[], { words, decide }: PanelContext): TemplateResult {
    const discard = (): void => {
      if (this.#isSure) decide(attention, 'discard');
      this.#isSure = !this.#isSure;
      this.#host.requestUpdate();
    };
    return html`<footer>
      <button class="button discard" type="button" @click=${discard}>
        <span aria-live="polite"
          >${this.#isSure ? words.text('discardAllSure', { count: attention.length }) : words.text('discardAll')}</span
        >
      </button>
    </footer>`;
  }
}

function entry(refused: RefusedWrite, context: PanelContext): TemplateResult {
  const { words, titles, decide } = context;
  const remedy = remedyOf(refused);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const { result } = refused;
    const conflicts = result.status === 'conflict' ? result.conflicts : [];
    const data = new FormData(event.target as HTMLFormElement);
    decide([refused], 'save', remedy === 'choose' ? chosen(data, conflicts, titles.model) : []);
  };
  const discard = html`<button class="button discard" type="button" @click=${() => decide([refused], 'discard')}>
    ${words.text('discard')}
  </button>`;
  return html`<form part="entry" aria-labelledby="entry-${refused.id}" @submit=${submit}>
    ${heading(refused, context)}
    <p class="reason">${reasonWords(refused, context)}</p>
    ${refused.result.status === 'conflict' ? conflictFields(refused.result.conflicts, remedy === 'choose', context) : nothing}
    ${tried(refused.write, refused.result, context)} ${behind(refused, context)}
    <div class="actions">
      ${
        refused.result.status === 'refused' && refused.write.patches.length > 0
          ? html`<button class="button" type="button" @click=${() => decide([refused], 'retry')}>
              ${words.text('retry')}
            </button>`
          : nothing
      }${
        remedy === 'none'
          ? nothing
          : html`<button class="button" type="submit">${words.text(submitWords[remedy])}</button>`
      }${discard}
    </div>
  </form>`;
}

function heading(refused: RefusedWrite, { words, titles, now }: PanelContext): TemplateResult {
  const [patch] = refused.write.patches;
  const title = patch && titleOf(patch, refused.result, titles);
  const count = new Set(refused.write.patches.map(({ id }) => id)).size - 1;
  return html`<h3 id="entry-${refused.id}" tabindex="-1">
      ${title === undefined ? html`<span class="muted">…</span>` : title === null ? unnamed(patch, words) : html`<bdi>${title}</bdi>`}
    </h3>
    <p class="muted small">
      ${patch ? html`${kindWords(patch.type, words)} · ${words.text(triedWords[patch.op])} · ` : nothing}<time
        datetime=${refused.at}
        title=${formatDate(refused.at, words.locale, { dateStyle: 'medium', timeStyle: 'short' })}
        >${formatRelative(refused.at, now, words.locale)}</time
      >${count > 0 ? html` · ${words.text('moreRecords', { count })}` : nothing}
    </p>`;
}

/** What has no name of its own is called by what it is: a note, a call. */
function unnamed(patch: Patch | undefined, words: MessagesController): string {
  const kind = patch?.op === 'create' ? patch.set['kind'] : undefined;
  const key = `${typeof kind === 'string' ? kind : ''}Choice`;
  return words.text(isMessageKey(key) ? key : 'unnamedRecord');
}

/** Undefined until it is known, null where it has none. */
function titleOf(patch: Patch, result: MutationResult, titles: RecordTitles): string | null | undefined {
  if (patch.op === 'create') return titles.titleIn(patch.type, patch.set);
  const current = result.status === 'conflict' ? result.current : [];
  for (const one of current) {
    if ('record' in one && one.record.id === patch.id) return titles.titleIn(patch.type, one.record);
  }
  return titles.title(patch.type, patch.id);
}

function reasonWords(refused: RefusedWrite, { words, titles }: PanelContext): string {
  const { result } = refused;
  const [patch] = refused.write.patches;
  if (result.status === 'refused') return refusalWords(result.refusal, patch?.type ?? '', titles.model, words);
  if (result.status !== 'conflict' || !patch) return '';
  switch (remedyOf(refused)) {
    case 'choose':
      return words.text('conflictText');
    case 'delete':
      return words.text('deletionConflictText');
    case 'redo':
      return words.text('decisionConflictText');
    case 'none':
      return words.text(result.conflicts.length > 0 ? 'decisionConflictText' : 'goneConflictText');
  }
}

/** What was to be set, but for what is in conflict; the field at fault first. */
function tried(
  write: Write,
  result: MutationResult | undefined,
  { words, titles }: PanelContext,
): TemplateResult | typeof nothing {
  const [patch] = write.patches;
  if (!patch || patch.op === 'delete') return nothing;
  const unset = patch.op === 'update' ? (patch.unset ?? []).map((name) => [name, null] as const) : [];
  const more =
    patch.op === 'update'
      ? [patch.add, patch.append, patch.increment].flatMap((part) => Object.entries(part ?? {}))
      : [];
  const isHeading = (name: string): boolean =>
    patch.op === 'create' && name === titles.model.types.get(patch.type)?.title;
  const others = new Set(result?.status === 'conflict' ? result.conflicts.map(({ field }) => field) : []);
  const fields = [...Object.entries(patch.set ?? {}), ...more, ...unset].filter(
    ([name]) => !others.has(name) && !isHeading(name),
  );
  if (fields.length === 0) return nothing;
  const atFault = result?.status === 'refused' ? result.refusal.field?.split('.')[0] : undefined;
  const order = fields.toSorted(([a], [b]) => Number(b === atFault) - Number(a === atFault));
  return html`<dl>
      ${order.slice(0, mostFields).map(
        ([name, value]) =>
          html`<dt>${fieldWords(patch.type, name, titles.model, words)}</dt>
            <dd tabindex=${isLong(value) ? 0 : nothing}>${valueWords(patch.type, name, value, titles, words)}</dd>`,
      )}
    </dl>
    ${order.length > mostFields ? html`<p class="muted small">${words.text('moreFields', { count: order.length - mostFields })}</p>` : nothing}`;
}

/** Longer than its place may be: scrolled by keyboard, too. */
function isLong(value: unknown): boolean {
  return typeof value === 'string' && value.length > 160;
}

/** What was written on top of it since. */
function behind({ behind: waiting }: RefusedWrite, context: PanelContext): TemplateResult | typeof nothing {
  if (waiting.length === 0) return nothing;
  return html`<details>
    <summary>${context.words.text('behindText', { count: waiting.length })}</summary>
    ${waiting.map(({ write }) => tried(write, undefined, context))}
  </details>`;
}
