import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { SingleBar } from 'cli-progress';
import { stringify } from 'csv-stringify/sync';
import { Command, Option } from 'commander';
import { runImport, type ImportReport, type Mapping, type RowFault } from '../import/index.ts';
import { CommandError } from './command-error.ts';
import { databaseOptions, type DatabaseArguments } from './database.ts';
import { openTarget, type TargetArguments } from './import-target.ts';
import { mappingOf, type MappingArguments } from './mapping-argument.ts';
import { randomId } from './random-id.ts';

interface ImportArguments extends DatabaseArguments, TargetArguments, MappingArguments {
  readonly rejects?: string;
}

// Of rejected rows so many are shown; the rest is counted, and is in the file of rejects.
const maxShown = 20;

/** `rapport import`: brings a table in. */
export function importCommand(): Command {
  const command = new Command('import')
    .description(
      'Bring in a table of contacts, companies, deals, activities or any other records: CSV, or columns parted by blanks. The same file twice changes nothing.',
    )
    .argument('<file>', 'the table; - for what is piped in')
    .option(
      '--mapping <file>',
      'how columns become fields: a JSON file, or one of those that come with Rapport: cdnow, crm-sales-accounts, crm-sales-products, crm-sales-teams, crm-sales-deals',
    )
    .option(
      '--map <field=column...>',
      'in place of a mapping: field=column, field=column|date:DD.MM.YYYY, field=column|money:EUR|decimal:, , field==constant, reference=SYSTEM:{column}',
      [],
    )
    .option('--type <type>', 'with --map: the record type')
    .option('--system <name>', 'with --map: the system whose ids the table has')
    .option('--id <column>', 'with --map: the column of the record’s id in that system, or a text with {columns}')
    .addOption(new Option('--format <format>', 'how columns are parted').choices(['csv', 'whitespace']))
    .option('--delimiter <sign>', 'what parts the columns of a CSV')
    .addOption(new Option('--encoding <name>', 'the encoding of the file').choices(['utf8', 'latin1', 'utf16le']))
    .option('--rejects <file>', 'write the rows that are not imported to this CSV: line, column, reason')
    .option('--url <address>', 'import into the running server at this address')
    .addOption(new Option('--token <token>', 'with --url: a token of an admin or agent').env('RAPPORT_TOKEN'))
    .option('--tenant <name>', 'without --url: the organisation', 'main');
  return databaseOptions(command)
    .addHelpText('after', examples)
    .action(async (file: string, options: ImportArguments) => {
      const report = await importFile(file, options);
      if (report.rejected > 0) process.exitCode = 3;
    });
}

const examples = `
The exit code is 3 where rows were rejected and the rest was imported.

Examples:
  rapport import CDNOW_master.txt --mapping cdnow --url http://127.0.0.1:4000 --token $RAPPORT_TOKEN
  rapport import customers.csv --type contact --system erp --id customer_no --map name=Name --map email=E-Mail --map company=erp:{company_no} --data ./crm`;

async function importFile(file: string, options: ImportArguments): Promise<ImportReport> {
  const mapping = await mappingOf(options);
  const input = await open(file, mapping);
  const target = await openTarget(options);
  const rejects = options.rejects === undefined ? undefined : createWriteStream(options.rejects);
  rejects?.write(stringify([['line', 'column', 'reason']]));
  const shown: RowFault[] = [];
  const progress = progressOf(input);
  const start = performance.now();
  try {
    const report = await runImport(input.stream, {
      ...target,
      mapping,
      newId: randomId,
      now: Date.now,
      onFault(fault) {
        rejects?.write(stringify([[fault.line, fault.column ?? '', fault.reason]]));
        if (shown.length < maxShown) shown.push(fault);
      },
      onProgress: progress.update,
    });
    progress.stop();
    process.stderr.write(shown.map(faultLine).join('') + moreFaults(report, shown.length, options.rejects));
    process.stdout.write(summary(report, performance.now() - start));
    return report;
  } finally {
    progress.stop();
    rejects?.end();
    if (rejects) await finished(rejects);
    await target.close();
  }
}

interface Input {
  readonly stream: Readable;
  /** Undefined where it is piped in. */
  readonly bytes: number | undefined;
  readonly bytesRead: () => number;
}

async function open(file: string, { encoding = 'utf8' }: Mapping): Promise<Input> {
  if (file === '-') return { stream: process.stdin.setEncoding(encoding), bytes: undefined, bytesRead: () => 0 };
  const { size } = await stat(file).catch((cause: NodeJS.ErrnoException) => {
    throw new CommandError(
      cause.code === 'ENOENT' ? `There is no file ${file}.` : `${file} can't be read: ${cause.message}.`,
      2,
      { cause },
    );
  });
  const stream = createReadStream(file, { encoding });
  return { stream, bytes: size, bytesRead: () => stream.bytesRead };
}

function progressOf({ bytes, bytesRead }: Input): { update: (report: ImportReport) => void; stop: () => void } {
  if (!process.stderr.isTTY || bytes === undefined) return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    format: '{bar} {percentage} %  {rows} rows, {rejected} rejected  {eta_formatted} left',
    stream: process.stderr,
    clearOnComplete: true,
  });
  bar.start(bytes, 0, { rows: 0, rejected: 0 });
  return { update: ({ rows, rejected }) => bar.update(bytesRead(), { rows, rejected }), stop: () => bar.stop() };
}

function faultLine({ line, column, reason }: RowFault): string {
  return `line ${line}${column === undefined ? '' : `, column ${column}`}: ${reason}\n`;
}

function moreFaults({ rejected }: ImportReport, shown: number, file: string | undefined): string {
  if (rejected <= shown) return '';
  return `… and ${rejected - shown} rows more${file === undefined ? '; --rejects FILE lists them all' : `, all of them in ${file}`}.\n`;
}

function summary({ rows, imported, rejected, created, updated }: ImportReport, milliseconds: number): string {
  const figure = new Intl.NumberFormat('en');
  const perSecond = figure.format(Math.round(rows / Math.max(0.001, milliseconds / 1_000)));
  // maxRSS is in kibibytes on every system.
  const peak = figure.format(Math.round(process.resourceUsage().maxRSS / 1_024));
  return (
    `${figure.format(imported)} rows imported, ${figure.format(rejected)} rejected; ${figure.format(created)} records created, ${figure.format(updated)} updated.\n` +
    `${(milliseconds / 1_000).toFixed(1)} s, ${perSecond} rows/s, peak memory ${peak} MB.\n`
  );
}
