import type { Client } from '@rapport/client';
import type { TimelineSnapshot } from '@rapport/client/timeline';
import type { MutationResult } from '@rapport/core';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { MessageKey, MessagesController } from '../../messages/index.ts';
import { closeIcon, mailIcon, noteIcon, phoneIcon, taskIcon, icon } from '../../theme/index.ts';
import { CrmActivityCreateEvent, CrmActivityCreatedEvent, type NewEntry } from '../composer.events.ts';
import { draftFor, draftKinds, emptyDraft, isWritten, keepDraft, type Draft, type DraftKind } from './draft.ts';
import { entryOf, type EntryContext } from './entry.ts';
import { hiddenNote, isHidden, type WrittenEntry } from './hidden-entry.ts';
import { localTime } from './local-time.ts';

/** What the composer needs of the timeline it stands in. */
export interface ComposerHost {
  readonly element: LitElement;
  readonly words: MessagesController;
  /** Undefined while it is not known whom an entry is about. */
  readonly context: () => (EntryContext & { readonly client: Client }) | undefined;
  /** What the draft belongs to. */
  readonly subject: () => string;
  /** It was closed: the focus goes back to what opened it. */
  readonly closed: () => void;
  readonly announce: (text: string) => void;
  /** What the timeline shows, and how it comes to show all. */
  readonly shown: () => TimelineSnapshot | undefined;
  readonly showAll: () => void;
}

const kinds: Readonly<Record<DraftKind, readonly [string, MessageKey, MessageKey]>> = {
  note: [noteIcon, 'note', 'noteText'],
  call: [phoneIcon, 'logCall', 'callText'],
  email: [mailIcon, 'logEmail', 'emailText'],
  task: [taskIcon, 'task', 'taskNotes'],
};

/** Writes notes, calls, e-mails and tasks. What is typed is kept until it is saved, also when the composer or the timeline is closed. */
export class Composer {
  readonly #host: ComposerHost;
  #kindsOffered: readonly DraftKind[] = draftKinds;
  #fault: { readonly field: 'text' | 'subject' | undefined; readonly text: string } | undefined;

  /** What was written last. */
  #written: WrittenEntry | undefined;

  constructor(host: ComposerHost) {
    this.#host = host;
  }

  get draft(): Draft {
    const client = this.#host.context()?.client;
    const draft = client ? draftFor(client, this.#host.subject()) : emptyDraft;
    const [first] = this.#kindsOffered;
    return !first || this.#kindsOffered.includes(draft.kind) ? draft : { ...draft, kind: first };
  }

  set draft(draft: Draft) {
    const client = this.#host.context()?.client;
    if (client) keepDraft(client, this.#host.subject(), draft);
  }

  /** Asks what the reader may write: nothing else is offered. Without an answer all is, and the backend tells with the entry. */
  async learn(): Promise<void> {
    const types = await this.#host
      .context()
      ?.client.describe()
      .then((description) => description.types)
      .catch(() => undefined);
    this.#kindsOffered = draftKinds.filter((kind) => !types || types[kind === 'task' ? 'task' : 'activity']?.create);
  }

  /** The first words of what was left unsaved. */
  get leftOver(): string {
    return isWritten(this.draft) ? (this.draft.subject || this.draft.text).trim().slice(0, 80) : '';
  }

  /** What is to be said of the entry that was written last: that the filter hides it. */
  after(): TemplateResult | undefined {
    const [written, shown] = [this.#written, this.#host.shown()];
    if (!written || !shown || written.subject !== this.#host.subject() || !isHidden(written, shown)) return undefined;
    return hiddenNote(this.#host.words, written.isSaved, this.#host.showAll);
  }

  render(): TemplateResult {
    const { words } = this.#host;
    const { draft } = this;
    const fault = this.#fault;
    return html`<form
      class="composer"
      part="composer"
      aria-label=${words.text('composer')}
      novalidate
      @submit=${this.#submit}
      @keydown=${this.#key}
    >
      ${this.#kinds(draft)} ${draft.kind === 'email' || draft.kind === 'task' ? this.#subject(draft) : nothing}
      ${this.#text(draft)} ${draft.kind === 'note' ? nothing : html`<div class="fields">${this.#fields(draft)}</div>`}
      <div class="finish">
        ${fault ? html`<p class="fault" id="entry-fault" role="alert">${fault.text}</p>` : nothing}
        ${draft.kind === 'task' ? nothing : this.#when(draft)}
        <kbd aria-hidden="true">${words.text('saveKey')}</kbd>
        <button class="button primary" type="submit">${words.text('save')}</button>
      </div>
    </form>`;
  }

  #kinds(draft: Draft): TemplateResult {
    const { words } = this.#host;
    return html`<fieldset class="kinds" aria-label=${words.text('composer')}>
      ${this.#kindsOffered.map((kind) => {
        const [path, label] = kinds[kind];
        return html`<label>
          <input
            type="radio"
            name="kind"
            .value=${kind}
            .checked=${draft.kind === kind}
            @change=${() => this.#change({ kind })}
            @click=${(event: MouseEvent) => event.detail > 0 && void this.#choose(kind)}
          />
          ${icon(path)}${words.text(label)}
        </label>`;
      })}
      <button
        class="tool"
        type="button"
        aria-label=${words.text('close')}
        title=${words.text('close')}
        @click=${() => this.#host.closed()}
      >
        ${icon(closeIcon)}
      </button>
    </fieldset>`;
  }

  #subject(draft: Draft): TemplateResult {
    const label = this.#host.words.text(draft.kind === 'task' ? 'taskSubject' : 'emailSubject');
    return html`<input
      id="entry-subject"
      dir="auto"
      maxlength="1000"
      aria-label=${label}
      placeholder=${label}
      aria-invalid=${this.#fault?.field === 'subject' ? 'true' : 'false'}
      aria-describedby=${this.#fault?.field === 'subject' ? 'entry-fault' : nothing}
      .value=${draft.subject}
      @input=${(event: Event) => this.#type({ subject: valueOf(event) })}
    />`;
  }

  #text(draft: Draft): TemplateResult {
    const label = this.#host.words.text(kinds[draft.kind][2]);
    return html`<textarea
      id="entry-text"
      rows="3"
      dir="auto"
      maxlength="100000"
      aria-label=${label}
      placeholder=${label}
      aria-invalid=${this.#fault?.field === 'text' ? 'true' : 'false'}
      aria-describedby=${this.#fault?.field === 'text' ? 'entry-fault' : nothing}
      .value=${draft.text}
      @input=${(event: Event) => this.#type({ text: valueOf(event) })}
    ></textarea>`;
  }

  get #now(): string {
    const context = this.#host.context();
    return context ? localTime(context.now, context.timeZone) : '';
  }

  #when(draft: Draft): TemplateResult {
    const now = this.#now;
    return html`<label class="when">
      ${this.#host.words.text('happenedAt')}
      <input
        type="datetime-local"
        max=${now}
        .value=${draft.at || now}
        @input=${(event: Event) => this.#type({ at: valueOf(event) })}
      />
    </label>`;
  }

  #fields(draft: Draft): unknown {
    const { words } = this.#host;
    const field = (label: MessageKey, control: TemplateResult, isNarrow = false): TemplateResult =>
      html`<label class=${isNarrow ? 'field narrow' : 'field'}>${words.text(label)}${control}</label>`;
    if (draft.kind === 'task') {
      const soon = (label: MessageKey, days: number): TemplateResult =>
        html`<button class="chip" type="button" @click=${() => this.#change({ due: inDays(this.#now, days) })}>
          ${words.text(label)}
        </button>`;
      return html`${field('due', html`<input type="datetime-local" .value=${draft.due} @input=${(event: Event) => this.#type({ due: valueOf(event) })} />`)}
        <span class="soon">${soon('today', 0)}${soon('tomorrow', 1)}${soon('nextWeek', 7)}</span>`;
    }
    const direction = field(
      'direction',
      html`<select
        .value=${draft.direction}
        @change=${(event: Event) => this.#type({ direction: valueOf(event) === 'inbound' ? 'inbound' : 'outbound' })}
      >
        <option value="outbound" ?selected=${draft.direction === 'outbound'}>${words.text('outbound')}</option>
        <option value="inbound" ?selected=${draft.direction === 'inbound'}>${words.text('inbound')}</option>
      </select>`,
    );
    if (draft.kind === 'email') return direction;
    const minutes = html`<input
      type="number"
      min="0"
      max="1440"
      inputmode="numeric"
      .value=${draft.minutes}
      @input=${(event: Event) => this.#type({ minutes: valueOf(event) })}
    />`;
    const outcome = html`<input
      dir="auto"
      maxlength="1000"
      .value=${draft.outcome}
      @input=${(event: Event) => this.#type({ outcome: valueOf(event) })}
    />`;
    return html`${direction}${field('minutes', minutes, true)}${field('outcome', outcome)}`;
  }

  /** Keeps what was typed; the control shows it already. */
  #type(values: Partial<Draft>): void {
    this.draft = { ...this.draft, ...values };
    if (!this.#fault) return;
    this.#fault = undefined;
    this.#host.element.requestUpdate();
  }

  /** Whoever chose a kind by hand writes next; arrows, which come by other kinds on their way, have no count of clicks. */
  async #choose(kind: DraftKind): Promise<void> {
    this.#change({ kind });
    const { element } = this.#host;
    await element.updateComplete;
    element.renderRoot.querySelector<HTMLElement>('.composer > :is(input, textarea)')?.focus();
  }

  #change(values: Partial<Draft>): void {
    this.draft = { ...this.draft, ...values };
    this.#fault = undefined;
    this.#host.element.requestUpdate();
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    void this.#save();
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void this.#save();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      this.#host.closed();
    }
  };

  async #save(): Promise<void> {
    const context = this.#host.context();
    if (!context) return;
    const { draft } = this;
    const { words, element } = this.#host;
    const made = entryOf(draft, context);
    if ('missing' in made) {
      const label = words.text(made.missing === 'subject' ? 'taskSubject' : kinds[draft.kind][2]);
      this.#show({ field: made.missing, text: words.text('requiredRefusal', { field: label.replace(/[?؟]$/, '') }) });
      element.renderRoot.querySelector<HTMLElement>(`#entry-${made.missing}`)?.focus();
      return;
    }
    const event = new CrmActivityCreateEvent(made.entry);
    if (!element.dispatchEvent(event)) return;
    const subject = this.#host.subject();
    keepDraft(context.client, subject, emptyDraft);
    const written = {
      subject,
      about: context.about,
      entry: event.entry,
      isSaved: false,
      filter: this.#host.shown()?.filter,
    };
    this.#written = written;
    this.#host.closed();
    try {
      this.#tell(written, await write(context.client, event.entry));
    } catch (cause) {
      // Misuse, by the host's own change of the entry or a client that is closed: nothing was written, so nothing is lost.
      keepDraft(context.client, subject, draft);
      this.#written = undefined;
      this.#show({
        field: undefined,
        text: words.text('otherRefusal', {
          code: cause instanceof Error && 'code' in cause ? String(cause.code) : 'error',
        }),
      });
    }
  }

  #tell(entry: WrittenEntry, result: MutationResult): void {
    const isLast = this.#written === entry;
    if (result.status === 'refused' || result.status === 'conflict') {
      if (isLast) this.#written = undefined;
      return;
    }
    const written = result.written[0];
    const id = written && 'record' in written ? written.record.id : undefined;
    if (isLast) this.#written = { ...entry, id, isSaved: true };
    this.#host.element.dispatchEvent(new CrmActivityCreatedEvent(entry.entry.type, id));
    // Where the filter hides it, the note says that it is saved.
    this.#host.announce(this.after() ? '' : this.#host.words.text('savedEntry'));
  }

  #show(fault: { readonly field: 'text' | 'subject' | undefined; readonly text: string }): void {
    this.#fault = fault;
    this.#host.element.requestUpdate();
  }
}

function write(client: Client, entry: NewEntry): Promise<MutationResult> {
  return entry.type === 'task' ? client.create('task', entry.values) : client.create('activity', entry.values);
}

const valueOf = (event: Event): string =>
  (event.target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value;

/** The same day or days later, at the end of a day of work today, in the morning else. */
function inDays(now: string, days: number): string {
  const day = new Date(Date.parse(`${now.slice(0, 10)}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  return `${day}T${days === 0 ? '17:00' : '09:00'}`;
}
