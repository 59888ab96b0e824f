import { spawn } from 'node:child_process';
import { root } from './workspace.js';
const running = new Set();
/** Runs a command to its end. Never rejects: what could not be started has failed. */
export async function runCommand(command, args, options = {}) {
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    // A group of its own, so that nothing it starts outlives it.
    detached: process.platform !== 'win32',
  });
  running.add(child);
  const output = [];
  child.stdout?.on('data', (chunk) => output.push(chunk));
  child.stderr?.on('data', (chunk) => output.push(chunk));
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    endGroup(child, 'SIGKILL');
  }, options.timeout ?? 600_000);
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      output.push(Buffer.from(`${error.message}\n`));
      resolve(null);
    });
    // `exit`, not `close`: a grandchild that kept the pipe must not hold up the run.
    child.once('exit', resolve);
  });
  clearTimeout(timer);
  running.delete(child);
  if (options.quiet && code !== 0) process.stderr.write(Buffer.concat(output));
  if (timedOut) console.error(`Killed after ${(options.timeout ?? 600_000) / 1000} s: ${command} ${args.join(' ')}`);
  endGroup(child, 'SIGKILL');
  return { ok: code === 0 && !timedOut, timedOut, milliseconds: performance.now() - started };
}
/** Ends the process and everything it has started. */
export function endGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Nothing of the group is left.
  }
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    for (const child of running) endGroup(child, 'SIGKILL');
    process.exit(130);
  });
}
//# sourceMappingURL=run-command.js.map
