import type { AnyRecord, ChangeMessage } from '@rapport/core';

export type Changes = Extract<ChangeMessage, { kind: 'changes' }>;

export interface Heard {
  readonly message: Changes;
  /** What was listened for when it came: of anything else, it may not tell all. */
  readonly listened: ReadonlySet<string>;
}

const mostMessages = 500;
const mostChanges = 20_000;

/** The feed's latest messages, each beginning where the one before it ended. */
export class MessageRing {
  #heard: Heard[] = [];
  #changes = 0;

  add(message: Changes, listened: ReadonlySet<string>): void {
    if (message.from === message.to) return;
    if (this.#heard.at(-1)?.message.to !== message.from) this.clear();
    this.#heard.push({ message, listened });
    this.#changes += message.changes.length;
    while (this.#heard.length > mostMessages || this.#changes > mostChanges)
      this.#changes -= this.#heard.shift()?.message.changes.length ?? 0;
  }

  /** What came between two cursors, the later of which is the present; undefined where that is not known, or not any more. */
  between(from: string, to: string): readonly Heard[] | undefined {
    if (from === to) return [];
    if (this.#heard.at(-1)?.message.to !== to) return undefined;
    const start = this.#heard.findIndex(({ message }) => message.from === from);
    return start === -1 ? undefined : this.#heard.slice(start);
  }

  /** Whether it was told that a record is gone since it was like this. */
  isGone({ type, id, version }: AnyRecord): boolean {
    return this.#heard.some(({ message }) =>
      message.changes.some(
        (change) => change.op !== 'put' && change.id === id && change.type === type && change.version >= version,
      ),
    );
  }

  clear(): void {
    this.#heard = [];
    this.#changes = 0;
  }
}
