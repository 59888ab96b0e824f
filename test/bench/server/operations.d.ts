/** What is asked of every contender, by its number. */
export declare const operations: readonly ['timeline page', 'search', 'log a call'];
export type Operation = (typeof operations)[number];
/** Contacts that have some history: the first ones, by the skew. */
export declare const timelineContact: (index: number) => string;
export declare const searchWord: (index: number) => string;
export declare function nextActivity(): {
  readonly id: string;
  readonly mutation: string;
  readonly contact: string;
  readonly index: number;
};
/** A page of a contact's timeline, a search in the list of contacts, and a call that is logged, as the port has them. */
export declare function portBody(
  operation: Operation,
  index: number,
): {
  readonly path: string;
  readonly body: unknown;
};
/** The same in OData. */
export declare function odataRequest(
  operation: Operation,
  index: number,
): {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
};
