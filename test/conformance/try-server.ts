import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { uuidv7, type Actor } from '@rapport/core';
import { issueToken } from '@rapport/server';

const bin = (path: string) => fileURLToPath(new URL(`../../packages/${path}`, import.meta.url));
const secret = 'a secret of this test that is long enough';
const newId = () => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
const token = (actor: Omit<Actor, 'tenant'>) =>
  issueToken({ tenant: 'kit', ...actor }, { secret, now: Date.now(), lifetimeSeconds: 600 });

function run(
  path: string,
  args: readonly string[],
  signal: AbortSignal,
  environment: Readonly<Record<string, string>> = {},
) {
  return spawn(process.execPath, ['--conditions=rapport-source', bin(path), ...args], {
    signal,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment, RAPPORT_SECRET: secret },
  });
}

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const part of stream) text += String(part);
  return text;
}

/** Starts `rapport serve` with these arguments, lets `rapport-conformance` loose on it with a token of each role, and stops it, at the latest when the signal aborts. */
export async function tryServer(
  signal: AbortSignal,
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly report: string }> {
  const server = run('server/bin/rapport.js', ['serve', '--port', '0', '--no-log', ...args], signal);
  const complaints = textOf(server.stderr);
  try {
    let url: string | undefined;
    for await (const line of createInterface({ input: server.stdout })) {
      url = /listens on (\S+)/.exec(line)?.[1];
      if (url !== undefined) break;
    }
    if (url === undefined) throw new Error(`rapport serve did not listen: ${await complaints}`);
    const as = {
      agent: await token({ role: 'agent', user: newId() }),
      partner: await token({ role: 'partner', partner: newId() }),
      customer: await token({ role: 'customer', contact: newId() }),
    };
    const kit = run(
      'conformance/bin/rapport-conformance.js',
      [url, ...Object.entries(as).flatMap(([name, value]) => ['--as', `${name}=${value}`])],
      signal,
      {
        RAPPORT_TOKEN: await token({ role: 'admin' }),
      },
    );
    const [out, errors, [code]] = await Promise.all([
      textOf(kit.stdout),
      textOf(kit.stderr),
      once(kit, 'exit') as Promise<[number | null]>,
    ]);
    return { code, report: `${out}${errors}` };
  } finally {
    server.kill('SIGTERM');
    if (server.exitCode === null) await once(server, 'exit');
  }
}
