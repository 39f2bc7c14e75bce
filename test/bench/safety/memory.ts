import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { withDescendants } from '../processUse.ts';

/** What this process and those that it started hold at rest, in MB: the least of some looks, after collecting garbage. */
export async function memoryMB(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 8; look++) {
    collect();
    await setTimeout(150);
    least = Math.min(least, sumMB());
  }
  return least;
}

function sumMB(): number {
  return withDescendants(process.pid).reduce((sum, pid) => sum + residentMB(pid), 0);
}

function residentMB(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
