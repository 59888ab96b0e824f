/** Why a row is not imported. */
export interface RowFault {
  /** In the file, from 1. */
  readonly line: number;
  /** The column at fault, where it is one. */
  readonly column: string | undefined;
  readonly reason: string;
}

/** Says of a row that it can't be imported; the line is added by whoever reads the rows. */
export class RowError extends Error {
  override readonly name = 'RowError';
  readonly column: string | undefined;
  constructor(reason: string, column?: string) {
    super(reason);
    this.column = column;
  }
}
