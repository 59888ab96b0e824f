/** The other windows of the same account in this browser. Leading is an optimisation: two that lead are harmless. */
export interface Tabs {
  /**
   * Wants to lead. `lead` is called when this window does, `lost` when it does no more; answers how to step down, which lets the next one lead.
   * A window that is closed or crashes steps down by that.
   */
  contend(events: { readonly lead: () => void; readonly lost: () => void }): () => void;
  /** Tells all other windows. What is posted must be cloneable. */
  post(message: unknown): void;
  /** Calls for each message of another window, in the order of each sender. */
  listen(listener: (message: unknown) => void): () => void;
  close(): void;
}
