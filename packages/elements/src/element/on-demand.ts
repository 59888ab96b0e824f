/** A part of an element that is fetched when it is first needed. */
export class OnDemand<Part> {
  /** Undefined until it is there. */
  part: Part | undefined;
  /** Somebody wanted to act with it, and it could not be fetched. The next use of it tries again. */
  isMissing = false;
  readonly #host: { requestUpdate(): void };
  readonly #fetch: () => Promise<Part>;
  #fetching: Promise<void> | undefined;

  constructor(host: { requestUpdate(): void }, fetch: () => Promise<Part>) {
    this.#host = host;
    this.#fetch = fetch;
  }

  /** Acts with it: in this turn where it is there. The host is drawn again once it has come, or could not be fetched to act with. */
  async use(act?: (part: Part) => void): Promise<void> {
    if (!this.part) await (this.#fetching ??= this.#bring());
    if (this.part) act?.(this.part);
    else if (act) {
      this.isMissing = true;
      this.#host.requestUpdate();
    }
  }

  async #bring(): Promise<void> {
    this.part = await this.#fetch().catch(() => undefined);
    this.#fetching = undefined;
    if (!this.part) return;
    this.isMissing = false;
    this.#host.requestUpdate();
  }
}
