import type { Environment } from '../environment.ts';
import { parseTabMessage, type MessageOf, type PostedMessage, type TabMessage } from './messages.ts';
import type { Tabs } from './tabs.ts';

/** Milliseconds that a window which leads has to give a sign; twice that, and it is taken to hang. */
const patience = 400;

type Listener = (message: TabMessage) => void;

/** The windows of one account, as one of them sees them: who leads, and what the others say. */
export class TabGroup {
  /** This window's name among them. */
  readonly id: string;
  readonly #tabs: Tabs;
  readonly #schedule: Environment['schedule'];
  readonly #listeners = new Map<TabMessage['kind'], Set<Listener>>();
  readonly #leadListeners = new Set<(leads: boolean) => void>();
  readonly #stop: readonly (() => void)[];
  #leads = false;
  #waiting: (() => void) | undefined;

  constructor(tabs: Tabs, { schedule, newId }: Pick<Environment, 'schedule' | 'newId'>) {
    this.id = newId();
    this.#tabs = tabs;
    this.#schedule = schedule;
    this.#stop = [
      tabs.listen((value) => this.#hear(value)),
      tabs.contend({ lead: () => this.#setLeads(true), lost: () => this.#setLeads(false) }),
    ];
  }

  /** Whether this window leads. Another may do so at the same time for a moment. */
  get leads(): boolean {
    return this.#leads;
  }

  /** Calls whenever this window begins to lead, or does no more. */
  onLead(listener: (leads: boolean) => void): () => void {
    this.#leadListeners.add(listener);
    return () => void this.#leadListeners.delete(listener);
  }

  post(message: PostedMessage): void {
    this.#tabs.post({ ...message, sender: this.id });
  }

  /** Calls for each message of this kind that another window posts. */
  on<Kind extends TabMessage['kind']>(kind: Kind, listener: (message: MessageOf<Kind>) => void): () => void {
    const listeners = this.#listeners.get(kind) ?? new Set();
    this.#listeners.set(kind, listeners.add(listener as Listener));
    return () => void listeners.delete(listener as Listener);
  }

  /** Something was asked of the window that leads: where it gives no sign, this one takes the lead. */
  awaitSign(): void {
    if (this.#leads || this.#waiting) return;
    this.#waiting = this.#schedule(patience, () => {
      // This window may itself have been held up, with the sign in its queue.
      this.post({ kind: 'hello' });
      this.#waiting = this.#schedule(patience, () => {
        this.#waiting = undefined;
        this.#tabs.seize();
      });
    });
  }

  close(): void {
    this.#cease();
    for (const stop of this.#stop) stop();
    this.#setLeads(false);
    this.#leadListeners.clear();
    this.#listeners.clear();
    this.#tabs.close();
  }

  #setLeads(leads: boolean): void {
    if (leads === this.#leads) return;
    this.#cease();
    this.#leads = leads;
    for (const listener of this.#leadListeners) listener(leads);
  }

  #hear(value: unknown): void {
    const message = parseTabMessage(value);
    if (!message || message.sender === this.id) return;
    if (message.kind === 'leading' || message.kind === 'joined') this.#cease();
    for (const listener of this.#listeners.get(message.kind) ?? []) listener(message);
  }

  #cease(): void {
    this.#waiting?.();
    this.#waiting = undefined;
  }
}
