import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** The processes that a process has started and that still run. */
export function childrenOf(pid: number): number[] {
  return listProcesses()
    .filter(({ parent }) => parent === pid)
    .map(({ child }) => child);
}

type Relation = { child: number; parent: number };

/** From `/proc` where there is one: small images have no `ps`. */
function listProcesses(): Relation[] {
  if (!existsSync('/proc/self/stat')) {
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
    return lines.map((line) => {
      const [child, parent] = line.trim().split(/\s+/);
      return { child: Number(child), parent: Number(parent) };
    });
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The name in parentheses may hold anything; after it come the state and the parent.
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ');
        return [{ child: Number(name), parent: Number(fields[1]) }];
      } catch {
        return [];
      }
    });
}
