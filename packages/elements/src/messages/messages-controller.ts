import type { LitElement, ReactiveController } from 'lit';
import type { MessageKey } from './catalogue.ts';
import { messageFor, onMessagesChange } from './catalogues.ts';
import { commonWords } from './common/part.ts';
import { languageAt, onLanguageChange } from './language.ts';
import { fill, wording, type MessageValues } from './message.ts';
import { bringMessages, type MessagePart } from './part.ts';

/** Gives an element its words, in the language of the place it stands in, and draws it again when either changes. */
export class MessagesController implements ReactiveController {
  /** BCP 47. English until the element is connected, so that a server and a first render agree. */
  locale = 'en';
  /** How often the words have become others, in the same language: what was drawn with them before is out of date. */
  changes = 0;
  readonly #host: LitElement & { readonly isHydrating: boolean };
  readonly #parts: MessagePart[] = [];
  #stop: (() => void)[] = [];

  constructor(host: LitElement & { readonly isHydrating: boolean }) {
    this.#host = host;
    host.addController(this);
    this.bring(commonWords);
  }

  hostConnected(): void {
    this.#stop = [onLanguageChange(() => this.follow()), onMessagesChange(() => this.#changed())];
    if (!this.#host.isHydrating) this.follow();
  }

  hostDisconnected(): void {
    for (const stop of this.#stop) stop();
  }

  /** Brings words that not every element has, now and for each language that it comes to speak. */
  bring(part: MessagePart): void {
    if (this.#parts.includes(part)) return;
    this.#parts.push(part);
    bringMessages(part, this.locale);
  }

  /** Words as text. */
  text(key: MessageKey, values?: MessageValues): string {
    return this.rich(key, values).join('');
  }

  /** Words with templates in their places. */
  rich(key: MessageKey, values?: MessageValues): unknown[] {
    return fill(wording(messageFor(this.locale, key), values, this.locale), values, this.locale);
  }

  #changed(): void {
    this.changes += 1;
    this.#host.requestUpdate();
  }

  /** Takes up the language of the place. */
  follow(): void {
    const locale = languageAt(this.#host);
    if (locale === this.locale) return;
    this.locale = locale;
    this.#host.requestUpdate();
    for (const part of this.#parts) bringMessages(part, locale);
  }
}
