import type { Readable } from 'node:stream';
import { compileMapping, type DraftRow } from './draft-record.ts';
import type { Mapping } from './mapping.ts';
import type { DraftedRow, WriteOptions } from './plan-rows.ts';
import { readRows } from './read-rows.ts';
import { RowError, type RowFault } from './row-fault.ts';
import { columnsOf } from './template.ts';
import { createRowWriter } from './write-rows.ts';

export interface ImportReport {
  /** Rows read, the heading not counted. */
  readonly rows: number;
  /** Rows that are in, those included that were in before. */
  readonly imported: number;
  readonly rejected: number;
  readonly created: number;
  readonly updated: number;
}

export interface ImportOptions extends WriteOptions {
  readonly mapping: Mapping;
  /** Hears of each row that is not imported, in batches in the order of the lines. */
  readonly onFault: (fault: RowFault) => void;
  readonly onProgress?: (report: ImportReport) => void;
  readonly signal?: AbortSignal;
}

// A mutation takes a thousand patches; batches beyond a few hundred rows gain nothing more.
const maxPatches = 1_000;
const maxBatch = 400;

/** As many rows as make no more patches than a mutation takes. A record whose foreign id names no column is the same in every row. */
function batchSizeFor({ records }: Mapping): number {
  const perRow = records.filter(({ externalId }) => columnsOf(externalId).length > 0).length;
  return Math.max(1, Math.min(maxBatch, Math.floor((maxPatches - records.length) / Math.max(1, perRow))));
}

/**
 * Brings a table in, in a stream: memory does not grow with it. Rows at fault are reported and left out; the rest is imported. The same table again
 * changes nothing, and an import that broke off may be run again.
 * @throws InvalidInputError where the mapping does not fit the table or the model; BackendError where the backend does not answer.
 */
export async function runImport(input: Readable, options: ImportOptions): Promise<ImportReport> {
  const { mapping, model, onFault, onProgress, signal } = options;
  const write = createRowWriter(options);
  const batchSize = batchSizeFor(mapping);
  let report: ImportReport = { rows: 0, imported: 0, rejected: 0, created: 0, updated: 0 };
  let draft: DraftRow = () => [];
  let batch: DraftedRow[] = [];
  let faults: RowFault[] = [];

  const flush = async (): Promise<void> => {
    signal?.throwIfAborted();
    const read = batch.length + faults.length;
    if (read === 0) return;
    const outcome = await write(batch);
    const all = [...faults, ...outcome.faults].sort((a, b) => a.line - b.line);
    report = {
      rows: report.rows + read,
      imported: report.imported + outcome.rows,
      rejected: report.rejected + all.length,
      created: report.created + outcome.created,
      updated: report.updated + outcome.updated,
    };
    all.forEach(onFault);
    batch = [];
    faults = [];
    onProgress?.(report);
  };

  for await (const row of readRows(
    input,
    mapping,
    (columns) => void (draft = compileMapping(model, mapping, columns)),
  )) {
    if ('fault' in row) faults.push(row.fault);
    else {
      try {
        batch.push({ line: row.line, drafts: draft(row.cells) });
      } catch (error) {
        if (!(error instanceof RowError)) throw error;
        faults.push({ line: row.line, column: error.column, reason: error.message });
      }
    }
    if (batch.length + faults.length >= batchSize) await flush();
  }
  await flush();
  return report;
}
