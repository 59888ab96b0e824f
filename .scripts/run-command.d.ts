import { type ChildProcess } from 'node:child_process';
export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** After this many milliseconds the command and all its children are killed. */
  readonly timeout?: number;
  /** Shown only if the command fails. */
  readonly quiet?: boolean;
}
export interface CommandResult {
  readonly ok: boolean;
  readonly timedOut: boolean;
  readonly milliseconds: number;
}
/** Runs a command to its end. Never rejects: what could not be started has failed. */
export declare function runCommand(
  command: string,
  args: readonly string[],
  options?: CommandOptions,
): Promise<CommandResult>;
/** Ends the process and everything it has started. */
export declare function endGroup(child: ChildProcess, signal: NodeJS.Signals): void;
