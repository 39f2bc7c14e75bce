import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { type ProcessUse, watchUse, withDescendants } from './processUse.ts';

/** How to start one tool. */
export interface Invocation {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Where its standard output goes; thrown away when absent. */
  readonly output?: string;
}

export interface ProcessRun {
  /** From the start of the process to its end. */
  readonly milliseconds: number;
  /** What it used, if that was asked for and the system tells it. */
  readonly use: ProcessUse | undefined;
  /** Why the run does not count, in a few words. */
  readonly failure: string | undefined;
}

/**
 * Runs a process to its end. `accepted` are the exit codes that mean it did its work.
 * Its use of memory and processor is watched on request only, in runs whose time is not used: watching takes time itself.
 */
export async function runProcess(
  run: Invocation,
  options: { timeoutMs: number; accepted: (code: number) => boolean; watch?: boolean },
): Promise<ProcessRun> {
  const output = run.output === undefined ? 'ignore' : openSync(run.output, 'w');
  const begin = performance.now();
  const child = spawn(run.command, run.args, {
    cwd: run.cwd,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', output, 'pipe'],
  });
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    if (complaint.length < 4000) complaint += String(chunk);
  });
  const watched = options.watch === true && child.pid !== undefined ? watchUse(child.pid) : undefined;
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    if (child.pid !== undefined) stopAll(child.pid);
  }, options.timeoutMs);
  const [code, error] = await new Promise<[number | null, Error | undefined]>((done) => {
    child.once('error', (problem) => done([null, problem]));
    child.once('exit', (status) => done([status, undefined]));
  });
  const milliseconds = performance.now() - begin;
  clearTimeout(timer);
  const use = watched?.();
  if (typeof output === 'number') closeSync(output);
  if (timedOut) return { milliseconds, use, failure: `stopped after ${options.timeoutMs / 1000} s` };
  if (error !== undefined) return { milliseconds, use, failure: error.message };
  if (code === null || !options.accepted(code)) return { milliseconds, use, failure: reason(code, complaint) };
  return { milliseconds, use, failure: undefined };
}

/** What ended by itself in the meantime can't be stopped any more. */
function stopAll(pid: number): void {
  for (const each of withDescendants(pid)) {
    try {
      process.kill(each, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

function reason(code: number | null, complaint: string): string {
  const lines = complaint.split('\n').map((line) => line.trim());
  const said = lines.find((line) => /error/i.test(line)) ?? lines.find((line) => line !== '') ?? '';
  return `ended with ${code ?? 'a signal'}${said === '' ? '' : `: ${said.slice(0, 160)}`}`;
}
