import type { Client } from '@rapport/client';
import { LitElement, type PropertyValues } from 'lit';
import { MessagesController } from '../messages/index.ts';
import { ClientController } from '../provider/index.ts';
import { CrmLoadErrorEvent, CrmLoaderStartEvent, CrmReadyEvent } from './life-cycle.events.ts';
import type { ProblemKind } from './problem.ts';
import { warnOnce } from './warn-once.ts';

export const densities = ['comfortable', 'compact'] as const;
export type Density = (typeof densities)[number];

/** How far an element has come: it loads, it shows what it is for (perhaps that there is nothing), or it can't and says why. */
export type Phase =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly isEmpty?: boolean; readonly isStale?: boolean }
  | { readonly kind: 'problem'; readonly problem: ProblemKind; readonly retry?: () => void };

const phaseStates = ['loading', 'ready', 'empty', 'stale', 'problem'] as const;

/** What all elements that show records have: a client, words, a density, the life-cycle events and the custom states. */
export abstract class RapportElement extends LitElement {
  static override properties = {
    client: { attribute: false },
    density: { reflect: true },
  };

  /** The element's own client. Where it is missing, the nearest provider's, else the page's. */
  declare client: Client | undefined;
  /** `comfortable`, where it is not said, or `compact`. */
  declare density: Density | undefined;

  protected readonly connection: ClientController = new ClientController(this);
  protected readonly words: MessagesController = new MessagesController(this);
  readonly #internals: ElementInternals = this.attachInternals();
  #phase = '';

  protected abstract get phase(): Phase;

  /**
   * Whether what a server rendered is being taken over: the first render must then be the server's, whatever is known here already.
   * @internal
   */
  isHydrating = false;

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    this.isHydrating = this.shadowRoot !== null && 'litElementHydrateSupport' in globalThis;
    // Without Lit's hydration it can't be taken over: it is replaced, not doubled.
    if (!this.isHydrating) this.shadowRoot?.replaceChildren();
    return super.createRenderRoot();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('density') && this.density && !densities.includes(this.density)) {
      warnOnce(this, `density is ${densities.join(' or ')}, not ${JSON.stringify(this.density)}.`);
    }
  }

  protected override updated(_changed: PropertyValues<this>): void {
    if (this.isHydrating) {
      this.isHydrating = false;
      this.words.follow();
      this.requestUpdate();
    }
    const phase = this.phase;
    this.#show(phase);
    const name = phase.kind === 'problem' ? phase.problem : phase.kind;
    if (name === this.#phase) return;
    this.#phase = name;
    this.dispatchEvent(lifeCycleEvent(phase));
  }

  #show(phase: Phase): void {
    const is = {
      loading: phase.kind === 'loading',
      ready: phase.kind === 'ready',
      problem: phase.kind === 'problem',
      empty: phase.kind === 'ready' && phase.isEmpty === true,
      stale: phase.kind === 'ready' && phase.isStale === true,
    };
    for (const state of phaseStates) {
      if (is[state]) this.#internals.states?.add(state);
      else this.#internals.states?.delete(state);
    }
  }
}

function lifeCycleEvent(phase: Phase): Event {
  switch (phase.kind) {
    case 'loading':
      return new CrmLoaderStartEvent();
    case 'ready':
      return new CrmReadyEvent();
    case 'problem':
      return new CrmLoadErrorEvent(phase.problem, phase.retry);
  }
}
