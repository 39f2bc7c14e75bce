import { readdirSync, readFileSync } from 'node:fs';

/** What a process and all it started used, from its start to its end. */
export interface ProcessUse {
  /** Peak resident memory in MB: the sum of the high-water marks of its processes. */
  readonly peakMB: number;
  /** Processor time in milliseconds, of all threads together. It hardly depends on what else the machine does. */
  readonly cpuMs: number;
}

/** Between two looks, in milliseconds. High-water marks and processor times only grow: what counts is the last look. */
const pollMs = 5;
const megabyte = 1024 * 1024;
/** Of `/proc/PID/stat`: a hundredth of a second wherever Linux runs. */
const tickMs = 10;

/** Watches a process from outside (Linux: /proc); what it returns stops watching, and gives undefined where there is no /proc. */
export function watchUse(pid: number): () => ProcessUse | undefined {
  const peaks = new Map<number, number>();
  const times = new Map<number, number>();
  const look = () => {
    for (const each of withDescendants(pid)) {
      const peak = /^VmHWM:\s+(\d+) kB/m.exec(readOrNothing(`/proc/${each}/status`))?.[1];
      if (peak !== undefined) peaks.set(each, Number(peak) * 1024);
      const time = processorTime(readOrNothing(`/proc/${each}/stat`));
      if (time > 0) times.set(each, time);
    }
  };
  const timer = setInterval(look, pollMs);
  return () => {
    clearInterval(timer);
    if (peaks.size === 0) return undefined;
    return { peakMB: sum(peaks) / megabyte, cpuMs: sum(times) };
  };
}

/** A process and what it started, directly or not; the process alone where there is no /proc. */
export function withDescendants(pid: number): number[] {
  const children = tasksOf(pid).flatMap((task) =>
    readOrNothing(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(withDescendants)];
}

/** Fields 14 and 15 of proc(5)'s stat: user and system time. The name before them is in brackets, and may hold anything. */
function processorTime(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * tickMs;
}

const sum = (values: ReadonlyMap<number, number>) => [...values.values()].reduce((total, value) => total + value, 0);

function tasksOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** Processes come and go between two reads: one that is gone says nothing. */
function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
