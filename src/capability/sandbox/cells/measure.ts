import { readFileSync } from 'node:fs';
import type { CellUse } from './cell.ts';

/** Linux tells processor time in hundredths of a second, on every architecture. */
const tickMs = 10;

/** What a process uses, from /proc; undefined where there is none, and for a process that is gone. */
export function measureProcess(pid: number): CellUse | undefined {
  try {
    const residentKB = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    if (residentKB === undefined) return undefined;
    // The name of the program comes second, in parentheses, and may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { residentBytes: Number(residentKB) * 1024, cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs };
  } catch {
    return undefined;
  }
}

/** The processes that a process has started, and theirs, nearest first. */
export function descendants(pid: number): number[] {
  const found: number[] = [];
  const queue = [pid];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const children = childrenOf(at);
    found.push(...children);
    queue.push(...children);
  }
  return found;
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
