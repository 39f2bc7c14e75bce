import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';

/** How to start one tool. */
export interface Invocation {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Where its standard output goes; thrown away when absent. */
  readonly output?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface ProcessRun {
  /** From the start of the process to its end. */
  readonly milliseconds: number;
  /** Peak resident memory in MB, if it was asked for and the system tells it. */
  readonly peakMB: number | undefined;
  /** Why the run does not count, in a few words. */
  readonly failure: string | undefined;
}

const megabyte = 1024 * 1024;
/** Between two looks at the memory of a process; what is allocated and freed in between is still in its high-water mark. */
const pollMs = 5;

/**
 * Runs a process to its end. `accepted` are the exit codes that mean it did its work.
 * Memory is watched on request only, in runs whose time is not used: watching takes time itself.
 */
export async function runProcess(
  run: Invocation,
  options: { timeoutMs: number; accepted: (code: number) => boolean; watchMemory?: boolean },
): Promise<ProcessRun> {
  const output = run.output === undefined ? 'ignore' : openSync(run.output, 'w');
  const begin = performance.now();
  const child = spawn(run.command, run.args, {
    cwd: run.cwd,
    env: { ...process.env, NO_COLOR: '1', ...run.env },
    stdio: ['ignore', output, 'pipe'],
  });
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    if (complaint.length < 4000) complaint += String(chunk);
  });
  const memory = options.watchMemory === true ? watchMemory(child) : undefined;
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    if (child.pid !== undefined) for (const pid of withDescendants(child.pid)) process.kill(pid, 'SIGKILL');
  }, options.timeoutMs);
  const [code, error] = await new Promise<[number | null, Error | undefined]>((done) => {
    child.once('error', (problem) => done([null, problem]));
    child.once('exit', (status) => done([status, undefined]));
  });
  const milliseconds = performance.now() - begin;
  clearTimeout(timer);
  const peakMB = memory?.();
  if (typeof output === 'number') closeSync(output);
  if (timedOut) return { milliseconds, peakMB, failure: `stopped after ${options.timeoutMs / 1000} s` };
  if (error !== undefined) return { milliseconds, peakMB, failure: error.message };
  if (code === null || !options.accepted(code)) return { milliseconds, peakMB, failure: reason(code, complaint) };
  return { milliseconds, peakMB, failure: undefined };
}

function reason(code: number | null, complaint: string): string {
  const lines = complaint.split('\n').map((line) => line.trim());
  const said = lines.find((line) => /error/i.test(line)) ?? lines.find((line) => line !== '') ?? '';
  return `ended with ${code ?? 'a signal'}${said === '' ? '' : `: ${said.slice(0, 160)}`}`;
}

/** Adds up the high-water marks of a process and of all it starts (Linux: VmHWM of /proc); undefined where that cannot be read. */
function watchMemory(child: ChildProcess): () => number | undefined {
  const peaks = new Map<number, number>();
  const look = () => {
    if (child.pid !== undefined) for (const pid of withDescendants(child.pid)) record(pid);
  };
  const record = (pid: number) => {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readOrNothing(`/proc/${pid}/status`))?.[1];
    if (kilobytes !== undefined) peaks.set(pid, Number(kilobytes) * 1024);
  };
  const timer = setInterval(look, pollMs);
  return () => {
    clearInterval(timer);
    if (peaks.size === 0) return undefined;
    return [...peaks.values()].reduce((sum, bytes) => sum + bytes, 0) / megabyte;
  };
}

function withDescendants(pid: number): number[] {
  const children = tasksOf(pid).flatMap((task) =>
    readOrNothing(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(withDescendants)];
}

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
