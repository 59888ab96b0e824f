import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { InvalidInputError } from '@rapport/core';
import { parse, type CsvError } from 'csv-parse';
import type { Mapping } from './mapping.ts';
import type { RowFault } from './row-fault.ts';
import type { Cells } from './template.ts';

/** A row of a table, or why it could not be read. */
export type Row = { readonly line: number; readonly cells: Cells } | { readonly fault: RowFault };

/** Reads a table in a stream. The first row is its heading: `onHeading` hears it before any row and may throw. */
export async function* readRows(
  input: Readable,
  mapping: Mapping,
  onHeading: (columns: readonly string[]) => void,
): AsyncGenerator<Row> {
  let columns: readonly string[] | undefined;
  for await (const read of mapping.format === 'whitespace' ? whitespaceRecords(input) : csvRecords(input, mapping)) {
    if ('fault' in read) {
      yield read;
      continue;
    }
    const { line, values } = read;
    if (!columns) {
      onHeading((columns = headingOf(values)));
      continue;
    }
    if (values.length === columns.length)
      yield { line, cells: Object.fromEntries(columns.map((column, index) => [column, values[index] ?? ''])) };
    else
      yield {
        fault: {
          line,
          column: undefined,
          reason: `The row has ${values.length} cells; the heading has ${columns.length}.`,
        },
      };
  }
}

function headingOf(columns: readonly string[]): readonly string[] {
  const repeated = columns.find((column, index) => columns.indexOf(column) !== index);
  if (repeated !== undefined)
    throw new InvalidInputError(`The heading has the column "${repeated}" twice. Give each column a name of its own.`, [
      { path: [repeated], code: 'duplicate-column' },
    ]);
  return columns;
}

type Read = { readonly line: number; readonly values: readonly string[] } | { readonly fault: RowFault };

async function* whitespaceRecords(input: Readable): AsyncGenerator<Read> {
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    line += 1;
    const trimmed = text.replace(/^\uFEFF/, '').trim();
    if (trimmed !== '') yield { line, values: trimmed.split(/\s+/) };
  }
}

async function* csvRecords(input: Readable, { delimiter = ',' }: Mapping): AsyncGenerator<Read> {
  const faults: RowFault[] = [];
  const parser = input.pipe(
    parse({
      bom: true,
      delimiter,
      trim: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      max_record_size: 1_000_000,
      on_skip: (error: CsvError | undefined) => void faults.push(csvFault(error)),
    }),
  );
  input.on('error', (error) => parser.destroy(error));
  let end = 0;
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    for (const fault of faults.splice(0)) yield { fault };
    // A cell may have line breaks: a row is named by its first line.
    const breaks = record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
    end = Math.max(end + 1, info.lines - breaks);
    yield { line: end, values: record };
  }
  for (const fault of faults) yield { fault };
}

function csvFault(error: CsvError | undefined): RowFault {
  const line = error && 'lines' in error && typeof error.lines === 'number' ? error.lines : 0;
  return { line, column: undefined, reason: error?.message ?? 'The row could not be read.' };
}
