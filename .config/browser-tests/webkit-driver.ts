import { type ChildProcess, spawn } from 'node:child_process';
import { ownPort } from '../../.scripts/free-port.ts';

export interface WebKitDriver {
  readonly port: number;
  start(): Promise<void>;
  stop(): void;
}

/** WebKitGTK's WebDriver, in a display of its own where there is none; stopped with all its children. */
export async function webKitDriver(driver: string, display: string | undefined): Promise<WebKitDriver> {
  const port = await ownPort('127.0.0.1');
  const driverCommand = [driver, `--port=${port}`, '--host=127.0.0.1'];
  const [command, ...args] = display ? [display, '-a', ...driverCommand] : driverCommand;
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    child = spawn(command!, args, { stdio: 'ignore', detached: true });
    process.once('exit', stop);
    await answering(port, child);
  }

  function stop(): void {
    const running = child;
    child = undefined;
    if (running?.pid === undefined || running.exitCode !== null) return;
    try {
      process.kill(-running.pid, 'SIGTERM');
    } catch {
      // The group has ended by itself.
    }
  }

  return { port, start, stop };
}

async function answering(port: number, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && child.exitCode === null) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/status`);
      if (response.ok) return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error('WebKitWebDriver did not answer within 60 s');
}
