import { actorSchema, type Actor } from '@rapport/core/port';
import { isDate } from '@rapport/core/model';
import { Command, InvalidArgumentError } from 'commander';
import { writeSeed, type SeedOptions } from '../seed/index.ts';
import { CommandError } from './command-error.ts';
import { databaseOptions, openDatabase, type Database, type DatabaseArguments } from './database.ts';

interface SeedArguments extends DatabaseArguments {
  readonly tenant: string;
  readonly seed: number;
  readonly companies: number;
  readonly until?: number;
}

/** `rapport seed`: fills an organisation with believable data. */
export function seedCommand(): Command {
  return databaseOptions(
    new Command('seed').description(
      'Fill an organisation with believable data: a maker of laboratory instruments, its customers in eight countries and two years of what happened with them. Run again, it changes nothing.',
    ),
  )
    .option('--tenant <name>', 'the organisation', 'main')
    .option('--companies <number>', 'how many customers it has', count, 50)
    .option('--seed <number>', 'another number makes other data', count, 1)
    .option('--until <date>', 'the day the history ends, YYYY-MM-DD; today where it is not said', endDate)
    .addHelpText(
      'after',
      '\nContacts carry the foreign ids erp:10042, erp:10043 …; erp:10042 has the longest history.\n\nExample:\n  rapport seed --data ./crm',
    )
    .action(async (options: SeedArguments) => {
      if (options.databaseUrl === undefined && options.data === undefined) {
        throw new CommandError(
          'Say where to: --data with a directory, or --database-url. To try it out in memory: rapport serve --seed.',
          2,
        );
      }
      const tenant = actorSchema.shape.tenant.safeParse(options.tenant);
      if (!tenant.success)
        throw new CommandError('--tenant is malformed: letters, digits, "-" and "_", at most 60.', 2);
      const database = await openDatabase(options);
      try {
        process.stdout.write(
          await seedDatabase(
            database,
            { tenant: tenant.data, role: 'admin' },
            { seed: options.seed, companies: options.companies, until: options.until ?? today() },
          ),
        );
      } finally {
        await database.close();
      }
    });
}

/** Seeds and says what was done. */
export async function seedDatabase(database: Database, actor: Actor, options: SeedOptions): Promise<string> {
  const start = performance.now();
  const { outcome, records, options: found } = await writeSeed(database.backendFor(actor), options);
  if (outcome === 'present')
    return `${actor.tenant} was seeded before (seed ${found.seed}, ${found.companies} companies, until ${dayOf(found.until)}); nothing was changed.\n`;
  await database.refreshStatistics();
  const figure = new Intl.NumberFormat('en');
  return `${figure.format(records)} records in ${actor.tenant} (seed ${found.seed}, ${found.companies} companies, until ${dayOf(found.until)}), ${((performance.now() - start) / 1_000).toFixed(1)} s.\n`;
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The start of the day, in milliseconds since 1970: seeds of one day are the same. */
export function today(): number {
  return Date.parse(`${dayOf(Date.now())}T00:00:00.000Z`);
}

function count(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Write a number from 1 to 999999.');
  return Number(text);
}

function endDate(text: string): number {
  if (!isDate(text)) throw new InvalidArgumentError('Write a day as YYYY-MM-DD.');
  return Date.parse(`${text}T00:00:00.000Z`);
}
