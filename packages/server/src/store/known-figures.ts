import { LRUCache } from 'lru-cache';
import sql from 'sql-template-tag';
import type { AggregateAnswer } from '@rapport/core/query';
import { feedPosition, type Aggregate, type Database, type Statement } from '../sql/index.ts';

interface Known {
  readonly position: string;
  readonly answer: AggregateAnswer;
}

/** Rows of answers that are kept, of all tenants together: some tens of megabytes. */
const mostRows = 200_000;

/**
 * Figures over every record of a list are asked for again and again, by each window that shows them, while nothing changes. An answer holds until the
 * tenant's position in the feed moves on, and whoever asks while it is being worked out waits for the same one. What an actor may see, and the instant that a
 * relative filter counts from, are part of the statement.
 */
export class KnownFigures {
  readonly #database: Database;
  readonly #known = new LRUCache<string, Known>({ maxSize: mostRows });
  readonly #asked = new Map<string, Promise<AggregateAnswer>>();

  constructor(database: Database) {
    this.#database = database;
  }

  async answer(tenant: string, aggregate: Aggregate, signal: AbortSignal | undefined): Promise<AggregateAnswer> {
    const position = await this.#positionOf(tenant, signal);
    const key = keyOf(tenant, aggregate.statement);
    const known = this.#known.get(key);
    if (known?.position === position) return known.answer;
    const asked = `${position}\n${key}`;
    const answer = this.#asked.get(asked) ?? this.#ask(tenant, key, position, aggregate);
    this.#asked.set(asked, answer);
    const forget = (): unknown => this.#asked.delete(asked);
    answer.then(forget, forget);
    return signal ? Promise.race([answer, aborted(signal)]) : answer;
  }

  /** What was read is at least as new as the position that was read before it. */
  async #ask(tenant: string, key: string, position: string, aggregate: Aggregate): Promise<AggregateAnswer> {
    const answer = aggregate.read(await this.#database.query(tenant, aggregate.statement));
    this.#known.set(key, { position, answer }, { size: answer.rows.length + 1 });
    return answer;
  }

  async #positionOf(tenant: string, signal: AbortSignal | undefined): Promise<string> {
    const statement = sql`select ${feedPosition} from rapport._tenant p where p.tenant = ${tenant}`;
    const [row] = await this.#database.query(tenant, statement, signal);
    return row?.[0] ?? '';
  }
}

const keyOf = (tenant: string, { text, values }: Statement): string => JSON.stringify([tenant, text, values]);

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
