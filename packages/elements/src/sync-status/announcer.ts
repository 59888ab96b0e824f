import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long a text has to stand before it is said: a write that is saved at once is nothing to hear about. */
const settling = 1_000;

/** The text of a live region: the last one that stood for a moment. What was there to begin with is not said. */
export class Announcer implements ReactiveController {
  /** What is said now. */
  text = '';
  readonly #host: ReactiveControllerHost;
  #said: string | undefined;
  #next: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#said = undefined;
    this.#next = undefined;
    this.text = '';
  }

  /** Takes up what there is to say; to be called as often as it is drawn. */
  follow(text: string): void {
    this.#said ??= text;
    if (text === (this.#next ?? this.#said)) return;
    clearTimeout(this.#timer);
    this.#next = text === this.#said ? undefined : text;
    if (this.#next === undefined) return;
    this.#timer = setTimeout(() => {
      this.#said = this.text = text;
      this.#next = undefined;
      this.#host.requestUpdate();
    }, settling);
  }
}
