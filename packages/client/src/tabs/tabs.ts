/** The other windows of the same account in this browser. Leading is an optimisation: two that lead are harmless. */
export interface Tabs {
  /**
   * Wants to lead, until it steps down by what is answered. `lead` is called when this window does, `lost` when it does no more: another one seized the lead,
   * or the page is frozen. It then waits for its turn again. A window that is closed or crashes steps down by that.
   */
  contend(events: { readonly lead: () => void; readonly lost: () => void }): () => void;
  /** Takes the lead from a window that has it and does not answer. `lead` of this one is called as if its turn had come. */
  seize(): void;
  /** Tells all other windows. What is posted must be cloneable. */
  post(message: unknown): void;
  /** Calls for each message of another window, in the order of each sender. */
  listen(listener: (message: unknown) => void): () => void;
  close(): void;
}
