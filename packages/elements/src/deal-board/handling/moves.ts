import type { Client } from '@rapport/client';
import type { Deal, MutationResult, Stage } from '@rapport/core';
import {
  isBarredReturn,
  missingOf,
  relatedNeeded,
  type MissingRequirement,
  type Place,
  type RelatedRecords,
} from '@rapport/core/pipeline';
import { CrmDealMovedEvent, CrmDealMoveEvent, type MoveTarget } from '../moving.events.ts';
import type { BoardSurface } from '../board-surface.ts';
import { moveRefusal, relatedOf, resultRefusal, type Asking, type Given } from '../../deal/index.ts';
import { columnOf, decide, inOrder, kindOf, refusalOf, type MoveKind } from './decide.ts';
import { isUnmoved, moveBack, type Made } from './undo.ts';

/** What moves need of those that handle cards. */
interface MoveActions {
  /** Makes ready to ask the reader for something. */
  ask(): Promise<Asking>;
  /** Leads the reader to a card that was moved. */
  focus(id: string): void;
}

/** Moves deals, by whatever way they are moved: decides, asks for what is missing, writes, says what came of it, and takes it back. */
export class Moves {
  readonly #board: BoardSurface;
  readonly #actions: MoveActions;
  /** What was done here last, and can be undone. */
  #made: Made[] = [];

  constructor(board: BoardSurface, actions: MoveActions) {
    this.#board = board;
    this.#actions = actions;
  }

  /** Moves deals that are on the board. Resolves once everything is shown; what the backend says of it comes later. */
  async move(ids: readonly string[], target: MoveTarget): Promise<void> {
    const deals = ids.flatMap((id) => this.#board.deal(id) ?? []);
    if (deals.length === 0 || !this.#board.element.dispatchEvent(new CrmDealMoveEvent(deals, target))) return;
    this.#made = [];
    for (const kind of ['move', 'reopen', 'win', 'lose'] as const) {
      const ofKind = deals.filter((deal) => kindOf(deal, this.#stage(deal.stage), target.stage) === kind);
      if (ofKind.length > 0) await this.#moveAll(kind, ofKind, target);
    }
    this.#tell(deals, target);
  }

  /** Takes back what was done last. */
  async undo(made: readonly Made[] = this.#made): Promise<void> {
    const { words, client } = this.#board;
    this.#made = [];
    if (!client || made.length === 0) {
      this.#board.announce(words.text('nothingToUndoSaid'));
      return;
    }
    let count = 0;
    for (const each of made) if (await this.#undoOne(client, each)) count++;
    this.#board.refresh();
    if (count === 0) return;
    const stage = this.#stage(made[0]!.deal.stage)?.name ?? '–';
    this.#board.toast(words.text('undoneSaid', { count, stage }), undefined);
    this.#actions.focus(made[0]!.deal.id);
  }

  /** Whether it is on its way back. */
  async #undoOne(client: Client, made: Made): Promise<boolean> {
    const { words, allStages, context } = this.#board;
    const { deal } = made;
    const now = this.#board.deal(deal.id) ?? (await client.get('deal', { id: deal.id }));
    if (!now || !isUnmoved(now, made)) {
      this.#board.toast(words.text('undoSupersededSaid', { deal: deal.name }), undefined);
      return false;
    }
    const failed = (reason: string, id?: string): void => {
      if (id !== undefined) client.discard(id);
      this.#board.fault(deal.id, reason);
      this.#board.toast(words.text('notUndoneSaid', { deal: deal.name, reason }), undefined);
    };
    const back = await moveBack(client, now, made, allStages, context);
    if (!back.ok) {
      failed(moveRefusal(back, allStages, words));
      return false;
    }
    void client.write({ command: back.command, patches: back.patches }).then((result) => {
      const reason = resultRefusal(result, allStages, words);
      if (reason === undefined) this.#board.element.dispatchEvent(new CrmDealMovedEvent(now, deal.stage ?? '', true));
      else failed(reason, result.id);
    }, this.#closed);
    return true;
  }

  async #moveAll(kind: MoveKind, deals: readonly Deal[], target: MoveTarget): Promise<void> {
    let given: Given = {};
    if (kind === 'win' || kind === 'lose') {
      const answer = await (await this.#actions.ask()).close(kind, deals, target.stage);
      if (!answer) return;
      given = answer;
    }
    // Nothing is waited for where nothing has to be: what is dropped is drawn in its place at once.
    const needsMore = relatedNeeded([target.stage]).length > 0;
    for (const deal of inOrder(deals, placeOf(target))) {
      const canDecide = !needsMore || deal.stage === target.stage.id;
      if (canDecide && this.#decideOne(kind, deal, target, given).length === 0) continue;
      await this.#complete(kind, deal, target, given);
    }
  }

  /** With what the stage's requirements count at hand; asks for what is missing until nothing is, or the reader gives up. */
  async #complete(kind: MoveKind, deal: Deal, target: MoveTarget, given: Given): Promise<void> {
    const { client, context, words } = this.#board;
    if (!client) return;
    try {
      let more = given;
      let now = deal;
      let related = await relatedOf(client, deal, target.stage, context.now);
      for (let missing = this.#decideOne(kind, now, target, more, related); missing.length > 0;) {
        const answer = await (await this.#actions.ask()).complete(now, target.stage, missing);
        if (!answer) return;
        more = { ...more, ...answer, set: { ...more.set, ...answer.set } };
        now = this.#board.deal(deal.id) ?? now;
        related = await relatedOf(client, now, target.stage, this.#board.context.now);
        missing = this.#decideOne(kind, now, target, more, related);
      }
    } catch {
      // What has to be counted could not be, or the form not be fetched.
      this.#say(deal, target.stage, words.text('handlingFault'));
    }
  }

  /** Decides and writes; gives back what is missing, if anything is. */
  #decideOne(
    kind: MoveKind,
    deal: Deal,
    target: MoveTarget,
    given: Given,
    related?: RelatedRecords,
  ): readonly MissingRequirement[] {
    const { columns, allStages, context } = this.#board;
    const { stage, owner } = target;
    const column = columnOf(columns.find((each) => each.stage.id === stage.id));
    const records = { deal, stages: allStages, ...(column ? { column } : {}), ...(related ? { related } : {}) };
    const place = placeOf(target);
    const isAssigned = owner !== undefined && (deal.owner ?? null) !== owner;
    const set = { ...given.set, ...(isAssigned ? { owner: owner ?? undefined } : {}) };
    const decided = decide(
      kind,
      [records],
      stage,
      column && place,
      { ...given, ...(deal.stage === stage.id ? {} : { set }) },
      context,
    );
    const refusal = refusalOf(decided, deal.id);
    if (refusal) {
      const missing = missingOf(refusal);
      if (missing.length === 0) this.#say(deal, stage, moveRefusal(refusal, allStages, this.#board.words));
      return missing;
    }
    const patches = [...(decided.decided[0]?.patches ?? [])];
    if (isAssigned && deal.stage === stage.id) assign(deal, owner, patches);
    if (patches.length > 0) this.#write(kind, { deal, to: stage.id, patches }, stage);
    return [];
  }

  #write(kind: MoveKind, made: Made, stage: Stage): void {
    const { client, words } = this.#board;
    const { deal, patches } = made;
    this.#made.push(made);
    this.#board.fault(deal.id, undefined);
    const writing = client!.write({ command: `deal.${kind}`, patches });
    void writing.then((result) => {
      const reason = resultRefusal(result, this.#board.allStages, words);
      if (reason === undefined) {
        this.#board.element.dispatchEvent(new CrmDealMovedEvent(deal, stage.id));
        return;
      }
      this.#made = this.#made.filter((each) => each !== made);
      this.#refused(
        deal,
        words.text('notMovedSaid', { deal: deal.name, stage: stage.name, reason }),
        words.text('notMoved', { stage: stage.name, reason }),
        result,
      );
    }, this.#closed);
  }

  /** The client has been closed: the page goes. */
  readonly #closed = (): void => undefined;

  /** The write has been undone by itself, and by itself alone. It is said here, so nobody has to be asked about it elsewhere. */
  #refused(deal: Deal, said: string, shown: string, { id }: MutationResult): void {
    this.#board.client?.discard(id);
    this.#board.fault(deal.id, shown);
    this.#board.toast(said, undefined);
  }

  #say(deal: Deal, stage: Stage, reason: string): void {
    const { words } = this.#board;
    this.#board.fault(deal.id, words.text('notMoved', { stage: stage.name, reason }));
    this.#board.toast(words.text('notMovedSaid', { deal: deal.name, stage: stage.name, reason }), undefined);
  }

  /** Shows everything in its new place and says what was done. */
  #tell(deals: readonly Deal[], { stage }: MoveTarget): void {
    this.#board.refresh();
    const made = this.#made;
    const first = made[0];
    const focus = first?.deal ?? deals[0];
    if (focus) this.#actions.focus(focus.id);
    if (!first) return;
    this.#made = made.filter(({ deal }) => {
      const from = this.#stage(deal.stage);
      return !from || !isBarredReturn(stage, from);
    });
    const undoable = this.#made;
    this.#board.toast(this.#words(made, stage), undoable.length > 0 ? () => void this.undo(undoable) : undefined);
  }

  #words(made: readonly Made[], stage: Stage): string {
    const { words, names } = this.#board;
    const [first] = made;
    const deal = first?.deal.name ?? '';
    if (made.length !== 1 || !first) return words.text('movedManySaid', { count: made.length, stage: stage.name });
    const set = first.patches.find((patch) => patch.op === 'update' && patch.id === first.deal.id);
    const values =
      set?.op === 'update' ? { ...set.set, ...Object.fromEntries((set.unset ?? []).map((name) => [name, null])) } : {};
    if (stage.stageType !== 'open') return words.text(stage.stageType === 'won' ? 'wonSaid' : 'lostSaid', { deal });
    if (first.deal.stage === stage.id && 'owner' in values) {
      const person = names.name('user', values['owner'] as string | null) ?? words.text('withoutOwner');
      return words.text('assignedSaid', { deal, person });
    }
    return words.text(first.deal.stage === stage.id ? 'movedWithinSaid' : 'movedSaid', { deal, stage: stage.name });
  }

  #stage(id: string | null | undefined): Stage | undefined {
    return this.#board.allStages.find((stage) => stage.id === id);
  }
}

/** Where nothing is said, a deal goes where it is seen: to the top. */
function placeOf({ place }: MoveTarget): Place {
  return place ?? 'first';
}

/** Gives a deal to somebody else, along with its place. */
function assign(deal: Deal, owner: string | null, patches: Made['patches'][number][]): void {
  const index = patches.findIndex((patch) => patch.op === 'update' && patch.id === deal.id);
  const known = patches[index];
  const update =
    known?.op === 'update'
      ? known
      : { op: 'update' as const, type: 'deal', id: deal.id, base: { version: deal.version, fields: {} } };
  const assigned = {
    ...update,
    base: { ...update.base, fields: { ...update.base?.fields, ...(deal.owner == null ? {} : { owner: deal.owner }) } },
    ...(owner === null
      ? { unset: [...(('unset' in update && update.unset) || []), 'owner'] }
      : { set: { ...('set' in update ? update.set : {}), owner } }),
  };
  if (index < 0) patches.push(assigned);
  else patches[index] = assigned;
}
