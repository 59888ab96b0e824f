import type { Durability } from '@rapport/client';
import {
  refKey,
  type AnyRecord,
  type Mutation,
  type MutationResult,
  type Patch,
  type RecordChange,
  type RecordRef,
} from '@rapport/core';
import { createMark, deleteMark, marksOf, marksOfPatch, type Marks } from './marks.ts';

/** Who writes: a window of a device, or somebody elsewhere. */
export interface Author {
  readonly window: string;
  readonly device: string;
  readonly account: string;
}

/** A write as somebody made it, and what has become of it as far as anybody can know. */
export interface Made {
  readonly number: number;
  readonly by: Author;
  readonly at: number;
  /** The same by its device's clock, as the mutation says it. */
  readonly stamp: string;
  readonly effects: readonly Effect[];
  /** The records that its writer saw. */
  readonly seen: ReadonlySet<string>;
  /** The marks in them. */
  readonly over: ReadonlySet<string>;
  /** Where it was accepted for good, as its window was told. */
  durable: Durability | undefined;
  result: MutationResult | undefined;
  /** Its window or device has been told that it did not take effect. */
  isDeclined: boolean;
  /** Taken back by whoever made it. */
  isDiscarded: boolean;
  /** Nobody had told what became of it when all that waited was to be given up, which has not come to its end: nobody may ever tell. */
  isGivenUp: boolean;
  /** Sent anew after it was declined: it has lost its place in the order. */
  isRetried: boolean;
  /** Where it was: other windows may show it undone until they hear of that. */
  retriedIn: string | undefined;
}

/** One thing that a write does to one record, known by its mark. */
export interface Effect {
  readonly mark: string;
  readonly ref: RecordRef;
  readonly made: Made;
  /** Each time the authority did it, as the number of the commit. */
  readonly commits: number[];
  /** A value that was written over before it was sent: the commit of the write that it was sent in. */
  goneWith: number | undefined;
}

export interface Commit {
  readonly mutation: string;
  readonly changes: readonly RecordChange[];
}

/** Everything that was written and committed in a history, as one who sees all would tell it. */
export class Journal {
  readonly made: Made[] = [];
  readonly commits: Commit[] = [];
  readonly #effects = new Map<string, readonly Effect[]>();
  readonly #own = new Map<string, Effect[]>();
  /** Mutations that were declined, and about which nobody has decided. */
  readonly undecided = new Map<string, readonly Made[]>();
  /** Mutations that were done, or decided about. */
  readonly #settled = new Set<string>();
  /** The writes in a mutation, by its id. */
  readonly #mutations = new Map<string, readonly Made[]>();
  /** Those that were ever in a mutation while it waited on a disk. */
  readonly #kept = new Map<string, ReadonlySet<Made>>();
  /** What was not in a mutation when it was done, though another window sent it with that. */
  readonly #apart = new Map<string, ReadonlySet<Made>>();
  readonly #sent = new Set<Effect>();
  /** Tags that somebody took off. */
  readonly #untagged = new Set<string>();

  write(
    by: Author,
    patches: readonly Patch[],
    {
      at,
      clock = at,
      shown = [],
    }: { readonly at: number; readonly clock?: number; readonly shown?: readonly AnyRecord[] },
  ): Made {
    const effects: Effect[] = [];
    const written = new Set(patches.map(refKey));
    const made: Made = {
      number: this.made.length,
      by,
      at,
      stamp: new Date(clock).toISOString(),
      effects,
      seen: new Set(shown.map(refKey)),
      over: new Set(
        shown.filter((record) => written.has(refKey(record))).flatMap((record) => [...marksOf(record).keys()]),
      ),
      durable: undefined,
      result: undefined,
      isDeclined: false,
      isDiscarded: false,
      isGivenUp: false,
      isRetried: false,
      retriedIn: undefined,
    };
    this.made.push(made);
    for (const patch of patches) {
      if (patch.op === 'update')
        for (const tag of patch.remove?.['tags'] ?? []) this.#untagged.add(`tag ${refKey(patch)} ${String(tag)}`);
      for (const mark of marksOfPatch(patch)) {
        const known = this.#effects.get(mark) ?? [];
        // Two may delete the same record; anything else is done once.
        if (known.length > 0 && mark !== deleteMark(patch)) continue;
        const effect: Effect = {
          mark,
          ref: { type: patch.type, id: patch.id },
          made,
          commits: [],
          goneWith: undefined,
        };
        this.#effects.set(mark, [...known, effect]);
        effects.push(effect);
        for (const who of [by.window, by.device]) {
          const key = `${who} ${refKey(patch)}`;
          this.#own.set(key, [...(this.#own.get(key) ?? []), effect]);
        }
      }
    }
    return made;
  }

  effect(mark: string): Effect | undefined {
    return this.#effects.get(mark)?.[0];
  }

  isUntagged(mark: string): boolean {
    return this.#untagged.has(mark);
  }

  isGone(ref: RecordRef): boolean {
    return this.deletedAt(ref) !== undefined;
  }

  /** The version at which a record was deleted, among the first so many commits. */
  deletedAt(ref: RecordRef, commits = this.commits.length): number | undefined {
    for (const { changes } of this.commits.slice(0, commits))
      for (const { before, after } of changes)
        if (before && !after && refKey(before) === refKey(ref)) return before.version + 1;
    return undefined;
  }

  /** Whether others than those on a device have written to a record. */
  isWrittenElsewhere(ref: RecordRef, device: string): boolean {
    return this.made.some(
      ({ by, effects }) => by.device !== device && effects.some((effect) => refKey(effect.ref) === refKey(ref)),
    );
  }

  /** Whether anything happened to a record after so many commits. */
  isChangedAfter(ref: RecordRef, commits: number): boolean {
    return this.commits
      .slice(commits)
      .some(({ changes }) =>
        changes.some(({ before, after }) => refKey((before ?? after) as RecordRef) === refKey(ref)),
      );
  }

  /** Whether nobody but its writer knows of a record. */
  isUnheardOf(ref: RecordRef): boolean {
    return this.effect(createMark(ref))?.commits.length === 0;
  }

  /** What a window, or all of a device, did to a record, in the order they did it. */
  own(who: string, ref: RecordRef): readonly Effect[] {
    return this.#own.get(`${who} ${refKey(ref)}`) ?? [];
  }

  /** The writes of a device that a mutation was made of. */
  madeOf({ at, patches }: Pick<Mutation, 'at' | 'patches'>, { device }: Pick<Author, 'device'>): readonly Made[] {
    const effects = patches
      .flatMap((patch) => marksOfPatch(patch).flatMap((mark) => this.#effects.get(mark) ?? []))
      // Several may delete the same record: each at a time of its own.
      .filter(({ mark, made }) => made.by.device === device && (made.stamp === at || !mark.startsWith('delete')));
    return [...new Set(effects.map(({ made }) => made))];
  }

  /** The same with those that are part of it, and all of whose values were written over in it: what is decided about it is decided about them. */
  decidedOf(id: string, mutation: Pick<Mutation, 'at' | 'patches'>, by: Author): readonly Made[] {
    const own = this.madeOf(mutation, by);
    const fields = new Set(own.flatMap(({ effects }) => effects.map(({ mark }) => fieldOf(mark))));
    const isOver = ({ mark }: Effect): boolean => mark.startsWith('set') && fields.has(fieldOf(mark));
    return [...new Set([...own, ...[...(this.#kept.get(id) ?? [])].filter(({ effects }) => effects.every(isOver))])];
  }

  /** A write that was declined is sent anew. */
  retry(made: Made, { window }: Author): void {
    made.retriedIn = window;
    made.isDeclined = false;
    made.isRetried = true;
    for (const effect of made.effects) this.#sent.delete(effect);
  }

  /** A device keeps a mutation that waits: what is in it now stays part of it, though a value may be written over before it is sent. */
  kept(mutation: Mutation, by: Pick<Author, 'device'>): void {
    const { id } = mutation;
    this.#kept.set(id, new Set([...(this.#kept.get(id) ?? []), ...this.madeOf(mutation, by)]));
  }

  /** Whether a device kept two writes as one mutation. */
  areOne(one: Made, other: Made): boolean {
    return [...this.#kept.values()].some((all) => all.has(one) && all.has(other));
  }

  /** A device sends a mutation. */
  sent(mutation: Mutation, by: Author): readonly Made[] {
    // What was certainly not taken may have become more before it is sent again.
    const before = [...(this.#mutations.get(mutation.id) ?? []), ...(this.#kept.get(mutation.id) ?? [])];
    const known = [...new Set([...before, ...this.#within(this.madeOf(mutation, by))])];
    this.#mutations.set(mutation.id, known);
    for (const { effects } of known) for (const effect of effects) this.#sent.add(effect);
    return known;
  }

  /**
   * With those whose values were written over by these before anything was sent: they are one now. What was written in another window stays a write of its own
   * to one who saw the record, and another value in it.
   */
  #within(known: readonly Made[]): readonly Made[] {
    const all = new Set(known);
    // Those that are found are looked at in turn.
    for (const made of all)
      for (const { mark, ref } of made.effects)
        for (const one of mark.startsWith('set') ? this.own(made.by.device, ref) : [])
          if (
            fieldOf(one.mark) === fieldOf(mark) &&
            one.made.by.account === made.by.account &&
            this.#mayBeOne(one, made) &&
            one.made.number < made.number &&
            !this.#sent.has(one)
          )
            all.add(one.made);
    return [...all];
  }

  #mayBeOne({ mark, ref, made: before }: Effect, made: Made): boolean {
    const isKnown = before.by.window === made.by.window || made.over.has(mark);
    return isKnown || (before.durable === 'device' && !made.seen.has(refKey(ref)));
  }

  /** A device has been told what became of a mutation. */
  told(result: MutationResult): void {
    const { id, status } = result;
    const own = this.#mutations.get(id) ?? [];
    const code = status === 'refused' ? result.refusal.code : undefined;
    // Another window sent it when it was less than it is here: what is not in what that left is declined. So it is where what came to it since is malformed.
    if (code === 'mutation-id-reused' || (code === 'invalid-input' && this.#settled.has(id))) {
      const left = own.filter(
        ({ effects, isDiscarded, isRetried }) =>
          !isDiscarded && !isRetried && effects.every((one) => one.commits.length === 0 && one.goneWith === undefined),
      );
      for (const made of left) made.isDeclined = true;
      if (left.length > 0) this.undecided.set(id, left);
      this.#apart.set(id, new Set([...(this.#apart.get(id) ?? []), ...left]));
      return;
    }
    const isDeclined = status === 'refused' || status === 'conflict';
    // Two that lead both send it: what was declined to the one may have been done for the other, or be decided by then.
    if (isDeclined && this.#settled.has(id)) return;
    // What the other window was told may be heard after what was left of it was declined to this one.
    const apart = this.#apart.get(id);
    for (const made of own) if (!apart?.has(made)) made.isDeclined = isDeclined;
    if (isDeclined) this.undecided.set(id, own);
    else if (apart) this.#settled.add(id);
    else this.decide(id);
  }

  /** Nobody has to decide about a mutation any more. */
  decide(id: string): void {
    this.#settled.add(id);
    this.undecided.delete(id);
  }

  /** The authority has committed a mutation. */
  commit(mutation: string, changes: readonly RecordChange[]): void {
    const number = this.commits.push({ mutation, changes }) - 1;
    for (const { before, after } of changes) {
      const had: Marks = before ? marksOf(before) : new Map();
      const has: Marks = after ? marksOf(after) : new Map(before ? [[deleteMark(before), 1]] : []);
      for (const [mark, times] of has)
        for (let more = times - (had.get(mark) ?? 0); more > 0; more -= 1) this.effect(mark)?.commits.push(number);
    }
    const within = (this.#mutations.get(mutation) ?? []).flatMap(({ effects }) => effects);
    const done = new Set(within.filter(({ commits }) => commits.length > 0).map(({ mark }) => fieldOf(mark)));
    for (const effect of within)
      if (effect.commits.length === 0 && done.has(fieldOf(effect.mark))) effect.goneWith = number;
  }
}

/** The field that a mark of a value is about. */
export const fieldOf = (mark: string): string => mark.split(' ').slice(0, 3).join(' ');
