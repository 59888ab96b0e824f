import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from './index.ts';

const bin = fileURLToPath(new URL('../../bin/rapport.js', import.meta.url));
const secret = 'a secret that is thirty-two bytes long';
const id = '01890a5d-ac96-774b-bcce-b302099a8057';

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  const { DATABASE_URL: _, ...inherited } = process.env;
  return spawn(process.execPath, ['--conditions=rapport-source', '--no-warnings', bin, ...args], {
    env: { ...inherited, RAPPORT_SECRET: secret, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function rapport(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; out: string; err: string }> {
  const child = start(args, env);
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

/** The same without a process of its own: what is wrong with a call is found before anything is started. */
async function inProcess(args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  vi.stubEnv('DATABASE_URL', undefined);
  vi.stubEnv('RAPPORT_SECRET', secret);
  try {
    const code = await main(args);
    return {
      code,
      out: out.mock.calls.map(([text]) => String(text)).join(''),
      err: err.mock.calls.map(([text]) => String(text)).join(''),
    };
  } finally {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  }
}

describe('rapport', () => {
  it('says how it is used', async () => {
    const { code, out } = await rapport(['--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: rapport[^]*serve[^]*import[^]*seed[^]*token/);
  });

  it.each([[['serve', '--help']], [['import', '--help']], [['seed', '--help']], [['token', '--help']]])(
    'says how each command is used: %s',
    async (args) => {
      const { code, out } = await inProcess(args);
      expect(code).toBe(0);
      expect(out).toMatch(/^Usage: rapport/);
    },
  );

  it('makes tokens', async () => {
    const { code, out } = await rapport([
      'token',
      '--role',
      'agent',
      '--user',
      id,
      '--tenant',
      'acme',
      '--expires',
      '2h',
    ]);
    const claims = decodeJwt(out.trim());
    expect(code).toBe(0);
    expect(claims).toMatchObject({ tenant: 'acme', role: 'agent', user: id });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(7_200);
  });

  it.each([
    ['an unknown command', ['srve'], /unknown command 'srve'/],
    ['a role without its id', ['token', '--role', 'customer'], /the role customer needs "contact"/],
    ['an id that is none', ['token', '--role', 'agent', '--user', 'me'], /--user is malformed: it has to be a UUID/],
    ['a span that is none', ['token', '--role', 'admin', '--expires', 'soon'], /Write a number and s, m, h or d/],
    ['a port that is none', ['serve', '--port', '80000'], /0 to 65535/],
    ['an origin that is none', ['serve', '--cors', 'https://erp.example/app'], /is not an origin/],
    ['nowhere to import to', ['import', bin, '--mapping', 'cdnow'], /--url of a running server/],
    ['no mapping', ['import', bin, '--url', 'http://127.0.0.1:1'], /--mapping FILE/],
    [
      'a mapping that is not there',
      ['import', bin, '--mapping', 'nothing', '--url', 'http://127.0.0.1:1'],
      /There is no mapping nothing/,
    ],
    [
      'a file that is not there',
      ['import', 'nothing.csv', '--mapping', 'cdnow', '--url', 'http://127.0.0.1:1', '--token', 'x'],
      /There is no file nothing.csv/,
    ],
    ['nowhere to seed', ['seed'], /--data with a directory/],
  ])('says what is wrong and the fix: %s', async (_, args, message) => {
    const { code, err } = await inProcess(args);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
  });

  it('says so when nobody answers', async () => {
    const { code, err } = await rapport(['serve', '--database-url', 'postgres://nobody:secret@127.0.0.1:1/none']);
    expect([code, err]).toEqual([1, expect.stringMatching(/PostgreSQL at 127\.0\.0\.1:1 can't be opened/)]);
    expect(err).not.toContain('secret');
  });

  it('says so where the data is to be kept in what is no directory', async () => {
    const { code, err } = await inProcess(['seed', '--data', bin]);
    expect([code, err]).toEqual([1, expect.stringMatching(/can't be opened: ErrnoError \d+\. Is it a directory/)]);
  });
});

describe('a running server', { timeout: 180_000 }, () => {
  let server: ChildProcess;
  let folder: string;
  let url: string;
  let token: string;
  let log = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rapport-command-line-'));
    server = start(['serve', '--port', '0']);
    server.stderr?.setEncoding('utf8').on('data', (text: string) => (log += text));
    url = await new Promise<string>((resolve, reject) => {
      let out = '';
      server.stdout?.setEncoding('utf8').on('data', (text: string) => {
        out += text;
        const [, address] = /listens on (\S+)/.exec(out) ?? [];
        if (address) resolve(address);
      });
      server.once('exit', () => reject(new Error(`The server ended: ${log}`)));
    });
    token = (await rapport(['token', '--role', 'admin'])).out.trim();
  });
  afterAll(async () => {
    if (server.exitCode === null) server.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  const mapping = ['--type', 'contact', '--system', 'erp', '--id', 'no', '--map', 'name=Name', '--map', 'email=Mail'];
  const post = async (path: string, body: unknown): Promise<unknown> =>
    (
      await fetch(`${url}${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      })
    ).json();

  it('takes an import; what is wrong is reported, and the rest is in', async () => {
    const file = join(folder, 'people.csv');
    const rejects = join(folder, 'rejects.csv');
    await writeFile(file, 'no,Name,Mail\n1,Åse,ase@example.no\n2,Bo,nonsense\n3,千恵,\n');
    const args = ['import', file, ...mapping, '--url', url, '--rejects', rejects];
    const first = await rapport(args, { RAPPORT_TOKEN: token });
    expect(first.out).toMatch(
      /^2 rows imported, 1 rejected; 2 records created, 0 updated\.\n.* rows\/s, peak memory \d+ MB\.\n$/,
    );
    expect(first.err).toMatch(/^line 3, column Mail: /);
    expect(first.code).toBe(3);
    expect(await readFile(rejects, 'utf8')).toMatch(/^line,column,reason\n3,Mail,/);
    expect((await rapport(args, { RAPPORT_TOKEN: token })).out).toMatch(
      /^2 rows imported, 1 rejected; 0 records created, 0 updated\./,
    );
    const page = (await post('/v1/query', { type: 'contact', orderBy: [{ field: 'name', direction: 'asc' }] })) as {
      records: { name: string }[];
    };
    expect(page.records.map(({ name }) => name)).toEqual(['Åse', '千恵']);
  });

  it('refuses a token of another secret', async () => {
    const { out } = await rapport(['token', '--role', 'admin'], {
      RAPPORT_SECRET: 'another secret, also of thirty-two bytes',
    });
    const { code, err } = await rapport(['import', bin, ...mapping, '--url', url], { RAPPORT_TOKEN: out.trim() });
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/answers 401: The token is not signed with the expected key/),
    ]);
  });

  it('says that its port is taken to the next', async () => {
    const { code, err } = await rapport(['serve', '--port', new URL(url).port]);
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/is taken\. Stop what uses it, or give another with --port/),
    ]);
  });

  it('ends when it is told to, open feeds and all', async () => {
    const feed = await fetch(`${url}/v1/changes`, {
      method: 'POST',
      body: '{}',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    });
    const reader = feed.body!.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    while (!heard.includes('"kind":"changes"')) heard += (await reader.read()).value ?? expect.fail('The feed ended.');
    const ended = once(server, 'close');
    server.kill('SIGTERM');
    while (!(await reader.read()).done);
    // Who hears that the feed has ended is not answered any more, not on the feed's own connection either: long before the open ones are cut off.
    const asked = () =>
      fetch(`${url}/health`).then(
        ({ status }) => status,
        () => 'refused',
      );
    await expect.poll(asked, { timeout: 4_000 }).toBe('refused');
    expect(await ended).toEqual([0, null]);
    for (const line of log.trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ event: 'request' });
    expect(log).not.toMatch(/Åse|example\.no|Bearer/);
  });
});
