import type { AnyRecord, Filter } from '@rapport/core';
import { fold } from '@rapport/core/live';

/** What a record says in one of its own fields. */
export interface Saying {
  readonly field: string;
  readonly value: string;
}

/** What every record that satisfies a filter says, as far as the filter tells. */
export function saidByAll(where: Filter | undefined): readonly Saying[] {
  if (!where) return [];
  if ('and' in where) return where.and.flatMap(saidByAll);
  if (!('field' in where) || where.op !== 'eq' || where.field.includes('.')) return [];
  return typeof where.value === 'string' ? [{ field: where.field, value: where.value }] : [];
}

type Records = Map<string, AnyRecord>;
const none: Records = new Map();

/** The records of a type by what they say in a field: whoever asks for a value need not look at all there are. */
export class FieldIndex {
  readonly field: string;
  readonly #records = new Map<string, Records>();
  /** The same by what the texts come to when they are folded, which costs most and is done once for each. */
  readonly #alike = new Map<string, Records[]>();

  constructor(field: string, records: Iterable<AnyRecord>) {
    this.field = field;
    for (const record of records) this.change(undefined, record);
  }

  /** Those that say it, also where they differ in what folding takes away. */
  saying(value: string): Iterable<AnyRecord> {
    const [first = none, ...others] = this.#alike.get(fold(value)) ?? [];
    return others.length === 0 ? first.values() : [first, ...others].flatMap((records) => [...records.values()]);
  }

  /** A record came, is another one, or went. */
  change(before: AnyRecord | undefined, after: AnyRecord | undefined): void {
    if (before) for (const text of textsOf(before[this.field])) this.#records.get(text)?.delete(before.id);
    if (after) for (const text of textsOf(after[this.field])) this.#of(text).set(after.id, after);
  }

  #of(text: string): Records {
    let records = this.#records.get(text);
    if (records) return records;
    this.#records.set(text, (records = new Map()));
    const folded = fold(text);
    const alike = this.#alike.get(folded);
    if (alike) alike.push(records);
    else this.#alike.set(folded, [records]);
    return records;
  }
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
