/** A command can't go on. The message says what is wrong and the fix. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** 1 it failed, 2 it was called wrongly. */
  readonly exitCode: 1 | 2;
  constructor(message: string, exitCode: 1 | 2 = 1, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
