/** One row of every contender: what a timeline shows of a thing that happened. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly people: string;
  readonly time: string;
}

/** A list shown by one library, in the set-up its documentation recommends. */
export interface MountedList {
  /** The element that scrolls. */
  scroller(): HTMLElement;
  /** Puts entries on top, as a library recommends for lists that grow there. */
  prepend(entries: readonly Entry[]): void;
  /** Brings an entry to the top of the viewport. */
  jump(index: number): void;
}

export type Mount = (container: HTMLElement, entries: readonly Entry[]) => MountedList;

declare global {
  interface Window {
    mount: Mount;
  }
}
