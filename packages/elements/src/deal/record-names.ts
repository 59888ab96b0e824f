import type { Client } from '@rapport/client';
import type { RecordRef } from '@rapport/core';
import { isRecordId, refKey } from '@rapport/core/identity';

/** What users, companies and people are called: asked for once, all that are named in a turn in one call. */
export class RecordNames {
  readonly #changed: () => void;
  readonly #names = new Map<string, string | null>();
  readonly #asked = new Set<string>();
  #wanted = new Map<string, RecordRef>();
  #answered: Promise<void> | undefined;
  #client: Client | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Fulfilled when what was asked for last is known, as far as it can be; undefined where nothing is asked for. */
  get answered(): Promise<void> | undefined {
    return this.#answered;
  }

  follow(client: Client | undefined): void {
    if (client === this.#client) return;
    this.#client = client;
    this.#names.clear();
    this.#asked.clear();
    this.#wanted.clear();
    this.#answered = undefined;
  }

  /** Undefined until it is known; null where it can't be. */
  name(type: string, id: string | null | undefined): string | null | undefined {
    if (id == null || !isRecordId(id)) return null;
    const key = refKey({ type, id });
    const known = this.#names.get(key);
    if (known !== undefined || !this.#client || this.#asked.has(key)) return known;
    this.#asked.add(key);
    if (this.#wanted.size === 0) {
      const answered = Promise.resolve()
        .then(() => this.#fetch())
        .finally(() => {
          if (this.#answered === answered) this.#answered = undefined;
        });
      this.#answered = answered;
    }
    this.#wanted.set(key, { type, id });
    return undefined;
  }

  async #fetch(): Promise<void> {
    const client = this.#client;
    const wanted = [...this.#wanted.values()];
    this.#wanted = new Map();
    if (!client || wanted.length === 0) return;
    const names = new Map<string, string | null>(wanted.map((ref) => [refKey(ref), null]));
    const parts = Array.from({ length: Math.ceil(wanted.length / 100) }, (_, part) =>
      wanted.slice(part * 100, part * 100 + 100),
    );
    await Promise.all(
      parts.map(async (refs) => {
        try {
          const { records } = await client.backend.get(refs.map(({ type, id }) => ({ type, name: { id } })));
          for (const record of records)
            if (typeof record['name'] === 'string') names.set(refKey(record), record['name']);
        } catch {
          // A name is done without: asked for again at every look, one that can't be had would be a loop.
        }
      }),
    );
    if (client !== this.#client) return;
    for (const [key, name] of names) this.#names.set(key, name);
    this.#changed();
  }
}
