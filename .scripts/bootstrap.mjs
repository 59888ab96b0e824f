// Plain Node 20 without dependencies: installs what the lock file names, then hands over to the project's own Node.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
const [command, ...args] = process.argv.slice(2);

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Node 20 or newer is needed; this is ${process.version}.`);
  process.exit(1);
}

installIfNeeded();

// The channel tells the child when this process has gone, however it went.
const child = spawn(ownNode(), [join(root, '.scripts', `${command}.ts`), ...args], {
  cwd: root,
  env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` },
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
endWithNpm();

/** The Node that the lock file names; not the shell script beside it, which would keep signals to itself. */
function ownNode() {
  const [path] = ['node', 'node.exe'].map((name) => join(root, 'node_modules', 'node', 'bin', name)).filter(existsSync);
  return path ?? join(bin, 'node');
}

/** npm passes a signal on to the shell that it has put between, and that shell dies without a word: look whether it is there. */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  // npm, its shell, and where this is the project's own Node already, the script that starts it.
  const depth = process.execPath.startsWith(root) ? 3 : 2;
  const above = [process.ppid];
  while (above.length < depth) above.push(parentOf(above.at(-1)));
  const timer = setInterval(() => {
    if (above.every((id) => id <= 1 || isAlive(id))) return;
    clearInterval(timer);
    child.kill('SIGTERM');
  }, 500);
  timer.unref();
}

function isAlive(id) {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

function parentOf(id) {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=', '-p', String(id)], { encoding: 'utf8' });
  if (stdout) return Number(stdout);
  try {
    return Number(readFileSync(`/proc/${id}/stat`, 'utf8').split(')').at(-1).trim().split(' ')[1]);
  } catch {
    return 0;
  }
}

function installIfNeeded() {
  const stamp = join(root, 'node_modules', '.cache', 'rapport', 'installed');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  console.log(`Installing with ${packageManager} …`);
  const { status } = spawnSync('npx', ['-y', packageManager, 'install', '--frozen-lockfile', '--prefer-offline'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('The installation failed: see above.');
    process.exit(1);
  }
  mkdirSync(join(stamp, '..'), { recursive: true });
  writeFileSync(stamp, lock);
}
