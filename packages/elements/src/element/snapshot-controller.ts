import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Something that is what its last snapshot says, until it tells its listeners of another. */
export interface SnapshotSource<S> {
  getSnapshot(): S;
  subscribe(listener: () => void): () => void;
}

/** Keeps an element drawn, while it is in the page, with what one source says, which may be replaced by another. */
export abstract class SnapshotController<S, Source extends SnapshotSource<S>> implements ReactiveController {
  protected source: Source | undefined;
  readonly #host: ReactiveControllerHost;
  #stop: (() => void) | undefined;
  #isConnected = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** What the source says now; undefined without one. */
  get snapshot(): S | undefined {
    return this.source?.getSnapshot();
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#listen();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#listen();
  }

  /** Follows another source, or none. */
  protected use(source: Source | undefined): void {
    this.source = source;
    this.#listen();
  }

  #listen(): void {
    this.#stop?.();
    this.#stop = this.#isConnected ? this.source?.subscribe(() => this.#host.requestUpdate()) : undefined;
  }
}
