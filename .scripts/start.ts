import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildIfNeeded } from './build.ts';
import { freePort } from './free-port.ts';
import { endAll, endTree, runCommand } from './run-command.ts';
import { root } from './workspace.ts';

// The reference server on PGlite with sample data, and the example host apps, until Ctrl-C.

const host = '127.0.0.1';
const data = join(root, '.data');
const rapport = [join(root, 'packages', 'server', 'bin', 'rapport.js')];
const secret = randomBytes(32).toString('base64url');
const children = new Set<ChildProcess>();
let stopping = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
process.on('disconnect', () => void stop(0));

const examples = globSync('examples/*/vite.config.ts', { cwd: root }).map((config) => join(root, dirname(config)));
const serverPort = await freePort(4000, host);
const url = `http://${host}:${serverPort}`;
const places: { readonly folder: string; readonly port: number }[] = [];
for (const folder of examples) {
  const taken = places.map(({ port }) => port);
  places.push({ folder, port: await freePort(5173, host, taken) });
}

if (!(await buildIfNeeded(['core', 'client', 'elements', 'server']))) await stop(1, 'The build failed: see above.');
await prepareData();
let server = await startServer();
for (const place of places) await startExample(place);

console.log(`\nReference server  ${url}/v1/openapi.json`);
for (const { folder, port } of places) console.log(`${basename(folder).padEnd(17)} http://${host}:${port}/`);
console.log(`\nSample data is kept in .data; \`npm start -- --fresh\` makes it anew. Ctrl-C ends everything.`);

if (process.stdin.isTTY) {
  console.log('Type s and Enter to stop the server and to start it again.');
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (line.trim() === 's') void toggleServer();
  });
}

async function prepareData(): Promise<void> {
  if (process.argv.includes('--fresh')) await rm(data, { recursive: true, force: true });
  if (existsSync(data)) return;
  console.log('Making sample data …');
  const seeded = await runCommand(process.execPath, [...rapport, 'seed', '--data', data]);
  if (seeded.ok) return;
  await rm(data, { recursive: true, force: true });
  await stop(1, 'The sample data could not be made: see above.');
}

async function startServer(): Promise<ChildProcess> {
  const origins = places.map(({ port }) => `http://${host}:${port}`);
  const cors = origins.length > 0 ? ['--cors', ...origins] : [];
  const args = ['serve', '--data', data, '--host', host, '--port', String(serverPort), '--no-log', ...cors];
  const child = launch([...rapport, ...args], root);
  child.once('exit', () => {
    if (!stopping) console.log('The server has stopped.');
  });
  await answering(`${url}/health`, child, 'The server');
  return child;
}

async function toggleServer(): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    server.kill('SIGTERM');
    return;
  }
  server = await startServer();
  console.log(`The server answers again at ${url}`);
}

async function startExample({ folder, port }: { readonly folder: string; readonly port: number }): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const built = await runCommand(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: folder });
  if (!built.ok) await stop(1, `${basename(folder)} could not be built: see above.`);
  const args = [vite, 'preview', '--host', host, '--port', String(port), '--strictPort', '--logLevel', 'warn'];
  const child = launch(args, folder);
  await answering(`http://${host}:${port}/`, child, basename(folder));
}

function launch(args: readonly string[], cwd: string): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, RAPPORT_URL: url, RAPPORT_SECRET: secret },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

async function answering(address: string, child: ChildProcess, name: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline && child.exitCode === null) {
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(5_000) });
      if (response.ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop(1, `${name} did not answer at ${address}`);
}

/** Ends every child and then this process; never returns. */
async function stop(code: number, message?: string): Promise<never> {
  if (message) console.error(message);
  if (!stopping) {
    stopping = true;
    await Promise.all([endAll(), ...[...children].map(endTree)]);
    process.exit(code);
  }
  return new Promise<never>(() => {});
}
