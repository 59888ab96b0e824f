import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** The process and everything it has started, in groups of their own too: browsers, their drivers, their displays. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const { id, parent } of process.platform === 'linux' ? readProcesses() : listProcesses()) {
    children.set(parent, [...(children.get(parent) ?? []), id]);
  }
  const tree = [root];
  for (const id of tree) tree.push(...(children.get(id) ?? []));
  return tree;
}

/** Ends processes that may have ended by themselves. */
export function endProcesses(ids: Iterable<number>, signal: NodeJS.Signals): void {
  for (const id of ids) {
    try {
      process.kill(id, signal);
    } catch {
      // It has ended.
    }
  }
}

interface Process {
  readonly id: number;
  readonly parent: number;
}

// A small container has no `ps`.
function readProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // `id (name) state parent …`, where the name may hold anything.
        const parent = readFileSync(`/proc/${name}/stat`, 'utf8').split(')').at(-1)?.trim().split(' ')[1];
        return [{ id: Number(name), parent: Number(parent) }];
      } catch {
        return [];
      }
    });
}

function listProcesses(): Process[] {
  try {
    const lines = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
    return lines.map((line) => {
      const [id, parent] = line.trim().split(/\s+/).map(Number);
      return { id: id ?? 0, parent: parent ?? 0 };
    });
  } catch {
    return [];
  }
}
