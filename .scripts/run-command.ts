import { type ChildProcess, spawn } from 'node:child_process';
import { endProcesses, processTree } from './process-tree.ts';
import { root } from './workspace.ts';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** After this many milliseconds the command and all it has started are ended. */
  readonly timeout?: number;
  /** Shown only if the command fails. */
  readonly quiet?: boolean;
  /** How many of the last lines that it printed are kept for the result. */
  readonly remembered?: number;
}

export interface CommandResult {
  readonly ok: boolean;
  readonly timedOut: boolean;
  readonly milliseconds: number;
  /** The last lines that it printed, as many as were to be remembered. */
  readonly lastWords: readonly string[];
}

// What a command may take to tidy up once it is told to end.
const patience = 5_000;
const running = new Set<ChildProcess>();
let isEnding = false;

/** Runs a command to its end. Never rejects: what could not be started has failed. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { cwd = root, env, timeout = 600_000, quiet = false, remembered = 0 } = options;
  if (isEnding) return { ok: false, timedOut: false, milliseconds: 0, lastWords: [] };
  const started = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: quiet || remembered > 0 ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  running.add(child);
  const output: Buffer[] = [];
  const hear = (chunk: Buffer): void => {
    if (quiet) output.push(chunk);
    else process.stdout.write(chunk);
    if (remembered > 0) lastWords = lastLines(lastWords + chunk.toString('utf8'), remembered);
  };
  let lastWords = '';
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);

  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    console.error(`Ended after ${timeout / 1000} s: ${command} ${args.join(' ')}`);
    void endTree(child);
  }, timeout);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      output.push(Buffer.from(`${error.message}\n`));
      resolve(null);
    });
    // `exit`, and what is still in the pipes: a grandchild that kept them must not hold up the run.
    child.once('exit', (status) => void heardOut.then(() => resolve(status)));
    const heardOut = new Promise<void>((heard) => {
      child.once('close', () => heard());
      child.once('exit', () => setTimeout(heard, 1000).unref());
    });
  });
  clearTimeout(timer);
  running.delete(child);
  if (quiet && code !== 0) process.stdout.write(Buffer.concat(output));
  return {
    ok: code === 0 && !timedOut,
    timedOut,
    milliseconds: performance.now() - started,
    lastWords: lastWords.trimEnd().split('\n'),
  };
}

/** As many whole lines from the end, and what has come of the next. */
function lastLines(text: string, count: number): string {
  return text
    .split('\n')
    .slice(-count - 1)
    .join('\n');
}

/** Asks a process to end, waits a little, then ends it and everything it has started. */
export async function endTree(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const tree = processTree(child.pid);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, patience))]);
  endProcesses(new Set([...tree, ...processTree(child.pid)]), 'SIGKILL');
}

/** Ends every command that is running, and starts no other: for a program that is told to end itself. */
export async function endAll(): Promise<void> {
  isEnding = true;
  await Promise.all([...running].map(endTree));
}
