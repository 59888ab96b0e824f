/**
 * What a decision answers: its outcome, or the reason it declined.
 * A refusal is an ordinary value ("this stage needs a close date"); exceptions are for misuse and broken I/O.
 */
export type Result<Value> = ({ readonly ok: true } & Value) | Refusal;

/** Why a decision declined. `code` and `params` are data: the words are made by whoever shows them, in the reader's language. */
export interface Refusal {
  readonly ok: false;
  /** Stable, kebab-case, part of the contract: `required`, `not-permitted`, `unknown-reference` … */
  readonly code: string;
  /** The field at fault, as a path from the record: `amount.currency`, `custom.shoeSize`. */
  readonly field?: string;
  /** What the words need: the limit that was passed, the choices there are. Never personal data of somebody else. */
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Makes a refusal. */
export function refuse(code: string, field?: string, params?: Readonly<Record<string, unknown>>): Refusal {
  return { ok: false, code, ...(field === undefined ? {} : { field }), ...(params === undefined ? {} : { params }) };
}

/** Ends a `switch` over a union: a case that was forgotten fails to compile. */
export function unreachable(value: never): never {
  throw new TypeError(`A case is missing for ${JSON.stringify(value)}.`);
}
