import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { withDescendants } from '../processUse.ts';

/** Resident memory in MB. */
export interface MemoryUse {
  /** This process, in which the supervisor and threads of the wasm runner are: what is lost here is lost for good. */
  readonly own: number;
  /** The processes that it started, together. */
  readonly workers: number;
}

/** What this process and those that it started hold at rest: the least of some looks, after collecting garbage. */
export async function memoryUse(): Promise<MemoryUse> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const looks: MemoryUse[] = [];
  for (let look = 0; look < 8; look++) {
    collect();
    await setTimeout(150);
    const [, ...started] = withDescendants(process.pid);
    looks.push({ own: residentMB(process.pid), workers: started.reduce((sum, pid) => sum + residentMB(pid), 0) });
  }
  return {
    own: Math.min(...looks.map(({ own }) => own)),
    workers: Math.min(...looks.map(({ workers }) => workers)),
  };
}

function residentMB(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
