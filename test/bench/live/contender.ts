import type { Row } from './rows.ts';

/** Something that keeps live queries over rows: each the contacts of one country, by name. */
export interface Contender {
  readonly name: string;
  /** How many updates a round times: fewer where one takes long. */
  readonly updates: number;
  open(rows: readonly Row[], countries: readonly string[], told: () => void): Promise<Opened>;
}

export interface Opened {
  /** Takes in a changed row. `told` is called when a listener has the new result in hand, now or soon. */
  put(row: Row): void;
  /** The ids of a country's query, in order. */
  ids(country: string): readonly string[];
  close(): void;
}
