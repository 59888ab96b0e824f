import type { RecordId } from '@rapport/core/model';
import type { Mutation, MutationResult, Patch } from '@rapport/core/port';
import { LRUCache } from 'lru-cache';
import { planRows, type DraftedRow, type WriteOptions } from './plan-rows.ts';
import type { RowFault } from './row-fault.ts';

/** What came of rows. */
export interface WriteOutcome {
  /** Rows that are in, whether or not something had to be changed for them. */
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly faults: readonly RowFault[];
}

export type WriteRows = (rows: readonly DraftedRow[]) => Promise<WriteOutcome>;

/**
 * Makes what writes batches of rows. A batch is one mutation; where that is refused, it is parted until the row at fault is alone, and the rest is in.
 * Records are found by foreign id first, so that one which came another way is updated, and nothing is written where nothing differs.
 */
export function createRowWriter(options: WriteOptions): WriteRows {
  const ids = new LRUCache<string, RecordId>({ max: 50_000 });
  const write: WriteRows = async (rows) => {
    const plan = await planRows(rows, options, ids);
    if (plan.patches.length === 0)
      return { rows: rows.length - plan.faults.length, created: 0, updated: 0, faults: plan.faults };
    const refusal = refusalIn(await push(plan.patches, options));
    if (refusal === undefined) {
      for (const [key, id] of plan.made) ids.set(key, id);
      const created = plan.patches.filter(({ op }) => op === 'create').length;
      return {
        rows: rows.length - plan.faults.length,
        created,
        updated: plan.patches.length - created,
        faults: plan.faults,
      };
    }
    const faulty = new Set(plan.faults.map(({ line }) => line));
    const left = rows.filter(({ line }) => !faulty.has(line));
    const [only] = left;
    if (left.length === 1 && only)
      return { rows: 0, created: 0, updated: 0, faults: [...plan.faults, refusedRow(only, refusal)] };
    const middle = Math.ceil(left.length / 2);
    const first = await write(left.slice(0, middle));
    const second = await write(left.slice(middle));
    return {
      rows: first.rows + second.rows,
      created: first.created + second.created,
      updated: first.updated + second.updated,
      faults: [...plan.faults, ...first.faults, ...second.faults],
    };
  };
  return write;
}

async function push(
  patches: readonly Patch[],
  { backend, newId, now }: WriteOptions,
): Promise<readonly MutationResult[]> {
  const mutation: Mutation = { id: newId(), command: 'import.rows', at: new Date(now()).toISOString(), patches };
  return backend.push([mutation]);
}

interface RowRefusal {
  readonly code: string;
  readonly field?: string;
}

function refusalIn(results: readonly MutationResult[]): RowRefusal | undefined {
  for (const result of results) {
    if (result.status === 'refused') return result.refusal;
    if (result.status === 'conflict') return { code: 'conflict' };
  }
  return undefined;
}

function refusedRow({ line, drafts }: DraftedRow, { code, field }: RowRefusal): RowFault {
  const value = drafts.flatMap(({ values }) => values).find(({ path }) => path === field);
  return {
    line,
    column: value?.column,
    reason: `The backend refuses it: ${code}${field === undefined ? '' : ` (${field})`}.`,
  };
}
