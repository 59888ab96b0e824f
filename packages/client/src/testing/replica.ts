import { compile, type AnyRecord, type Backend, type Filter } from '@rapport/core';
import type { SharedFeed } from '../tabs/index.ts';
import type { ScriptedBackend } from './scripted-backend.ts';

/**
 * What one window knows of some filters' records, by the feed's rules and nothing else: it starts where the feed is, reads, takes in what follows on its
 * cursor, and reads again what it is told to.
 */
export class Replica {
  readonly #backend: ScriptedBackend;
  readonly #feed: SharedFeed;
  readonly #filters = new Map<string, Filter>();
  readonly #records = new Map<string, AnyRecord>();
  /** What went, by when that was heard. */
  readonly #gone = new Map<string, { readonly version: number; readonly heard: number }>();
  #heard = 0;
  #cursor: string | null = null;
  #stream: AbortController | undefined;
  #isClosed = false;
  isDown = false;
  /** How often it was told what does not follow on its cursor. */
  strays = 0;

  constructor(backend: ScriptedBackend, feed: SharedFeed) {
    this.#backend = backend;
    this.#feed = feed;
  }

  async open(id: string, where: Filter): Promise<void> {
    this.#filters.set(id, where);
    if (this.#cursor === null) {
      const position = await this.#feed.position();
      this.#cursor ??= position;
    }
    if (this.#isClosed) return;
    const isFirst = this.#cursor === null;
    if (!isFirst) void this.#follow();
    const cursor = await this.#read([id]);
    if (!isFirst || cursor === undefined) return;
    if (this.#cursor === null) {
      this.#cursor = cursor;
      void this.#follow();
    } else if (this.#cursor !== cursor) await this.#read([id]);
  }

  close(id: string): void {
    this.#filters.delete(id);
    if (this.#filters.size > 0) return;
    this.#stream?.abort();
    this.#cursor = null;
    this.#records.clear();
    this.#gone.clear();
  }

  end(): void {
    this.#isClosed = true;
    this.#stream?.abort();
  }

  /** What it knows to satisfy a filter that it keeps. */
  shown(id: string): readonly string[] {
    const holds = compile(this.#filters.get(id) ?? { or: [] }, 'contact', this.#backend.context);
    return [...this.#records.values()]
      .filter((record) => holds(record))
      .map(({ id, version }) => `${id}@${version}`)
      .sort();
  }

  /** Goes on after the stream broke, as a client does after a while. */
  retry(): void {
    if (!this.isDown || this.#isClosed || this.#filters.size === 0) return;
    this.isDown = false;
    if (this.#cursor === null) void Promise.all([...this.#filters].map(([id, where]) => this.open(id, where)));
    else void this.#follow();
  }

  async #read(ids: readonly string[]): Promise<string | undefined> {
    let cursor: string | undefined;
    for (const id of ids) {
      const where = this.#filters.get(id);
      if (!where) continue;
      const since = this.#heard;
      const page = await this.#backend.query({ type: 'contact', where, limit: 1_000 });
      cursor ??= page.cursor ?? undefined;
      const answered = new Map(page.records.map((record) => [record.id, record]));
      for (const record of page.records) {
        const gone = this.#gone.get(record.id);
        if (!gone || gone.heard <= since || record.version > gone.version) this.#learn(record);
      }
      // Read again: what is not there any more is not there.
      const holds = compile(where, 'contact', this.#backend.context);
      for (const [key, record] of this.#records) {
        const present = this.#backend.records.get(key);
        if (holds(record) && !answered.has(key) && (!present || present.version > record.version))
          this.#records.delete(key);
      }
    }
    return cursor;
  }

  #learn(record: AnyRecord): void {
    if ((this.#records.get(record.id)?.version ?? 0) < record.version) this.#records.set(record.id, record);
  }

  async #follow(): Promise<void> {
    this.#stream?.abort();
    const { signal } = (this.#stream = new AbortController());
    const interest = [...this.#filters].map(([id, where]) => ({ id, type: 'contact', where }));
    const changes: Backend['changes'] = (options) => this.#feed.changes(options);
    try {
      for await (const message of changes({ since: this.#cursor, interest, signal })) {
        if (signal.aborted) return;
        if (message.kind === 'reset') {
          this.#cursor = message.to;
          this.#records.clear();
          this.#gone.clear();
          await this.#read([...this.#filters.keys()]);
          continue;
        }
        if (message.from !== this.#cursor) {
          this.strays += 1;
          continue;
        }
        for (const change of message.changes) {
          if (change.op === 'put') this.#learn(change.record);
          else {
            this.#gone.set(change.id, { version: change.version, heard: (this.#heard += 1) });
            if ((this.#records.get(change.id)?.version ?? 0) <= change.version) this.#records.delete(change.id);
          }
        }
        this.#cursor = message.to;
        if (message.recheck) await this.#read(message.recheck);
      }
    } catch {
      if (!signal.aborted) this.isDown = true;
    }
  }
}
