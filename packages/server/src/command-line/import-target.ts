import { extendModel, standardModel, type Model } from '@rapport/core/model';
import { actorSchema } from '@rapport/core/port';
import { decodeJwt } from 'jose';
import type { ImportBackend } from '../import/index.ts';
import { CommandError } from './command-error.ts';
import { openDatabase, type DatabaseArguments } from './database.ts';
import { remoteBackend } from './remote-backend.ts';

/** Where an import goes, as a command line says it. */
export interface TargetArguments extends DatabaseArguments {
  readonly url?: string;
  readonly token?: string;
  readonly tenant: string;
}

/** Where an import goes. */
export interface Target {
  readonly backend: ImportBackend;
  /** With the fields and types that the organisation added. */
  readonly model: Model;
  readonly tenant: string;
  close(): Promise<void>;
}

/** @throws CommandError where nothing, or more than one thing, is said. */
export async function openTarget(options: TargetArguments): Promise<Target> {
  if (options.url !== undefined) return openServer(options.url, options.token);
  if (options.databaseUrl === undefined && options.data === undefined) {
    throw new CommandError(
      'Say where to: --url of a running server, --database-url of a PostgreSQL, or --data with a directory.',
      2,
    );
  }
  const tenant = actorSchema.shape.tenant.safeParse(options.tenant);
  if (!tenant.success) throw new CommandError('--tenant is malformed: letters, digits, "-" and "_", at most 60.', 2);
  const database = await openDatabase(options);
  const backend = database.backendFor({ tenant: tenant.data, role: 'admin' });
  const { extension } = await backend.describe();
  return {
    backend,
    model: extendModel(standardModel, extension),
    tenant: tenant.data,
    close: async () => {
      await database.refreshStatistics().finally(() => database.close());
    },
  };
}

async function openServer(address: string, token: string | undefined): Promise<Target> {
  if (!URL.canParse(address))
    throw new CommandError(`--url ${address} is not an address. Write http://127.0.0.1:4000.`, 2);
  if (!token) throw new CommandError('Give --token or set RAPPORT_TOKEN. Make one: rapport token --role admin.', 2);
  const backend = remoteBackend(new URL(address), token);
  const { extension } = await backend.describe();
  return {
    backend,
    model: extendModel(standardModel, extension),
    tenant: tenantOf(token),
    close: async () => undefined,
  };
}

/** Whose records they will be; the server has checked the token by now. */
function tenantOf(token: string): string {
  try {
    return String(decodeJwt(token)['tenant']);
  } catch (cause) {
    throw new CommandError('The token is malformed. Make one: rapport token --role admin.', 2, { cause });
  }
}
