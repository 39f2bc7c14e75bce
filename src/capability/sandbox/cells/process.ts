import { spawn } from 'node:child_process';
import { lineReader } from '../lines.ts';
import type { FromWorker } from '../messages.ts';
import type { Cell, CellUse } from './cell.ts';
import { descendants, measureProcess } from './measure.ts';

/** How a worker process is started. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the worker is a process that this one started (a wall around it), not the process that is started here. */
  readonly wrapped?: boolean;
  /** For a worker that is no descendant of this process: its id here. Without one, only the worker tells what it uses. */
  readonly find?: () => Promise<number | undefined>;
  /**
   * Ends a worker that killing the process alone would leave; the process has to end by itself then. A worker that only
   * starts meanwhile ends because its standard input is closed.
   */
  readonly end?: () => void;
}

/** The longest line that is accepted: more is no answer, whoever writes it. */
const longestLine = 64 * 1024 * 1024;
const keptComplaint = 4000;
/** A process that should end by itself is killed after that. */
const endPatienceMs = 20_000;

/** Starts a process that speaks {@link FromWorker} in lines of JSON. It inherits nothing but its three standard streams. */
export function startProcess({ file, args, cwd, env, wrapped, find, end }: Command): Cell {
  const child = spawn(file, args, { cwd, env: env ?? {}, stdio: 'pipe', windowsHide: true, detached: false });
  let listener: (message: FromWorker) => void = () => {};
  let complaint = '';
  let told: CellUse | undefined;
  let inner: number | undefined;
  let sought = false;
  let killed = false;

  const kill = () => {
    if (killed || child.exitCode !== null || child.signalCode !== null) return;
    killed = true;
    if (end === undefined) return void child.kill('SIGKILL');
    child.stdin.destroy();
    end();
    const late = setTimeout(() => child.kill('SIGKILL'), endPatienceMs);
    child.once('exit', () => clearTimeout(late));
  };

  /** The first that a worker says is that it is ready. It is so when it can be measured, too. */
  const seek = (process: NonNullable<Command['find']>, first: FromWorker) => {
    sought = true;
    void process().then((pid) => {
      inner = pid;
      if (!killed) listener(first);
    });
  };

  const line = (text: string) => {
    if (killed) return;
    let message: FromWorker;
    try {
      message = JSON.parse(text);
    } catch {
      complaint += 'It did not speak as a worker does. ';
      return kill();
    }
    if (message[0] === 'usage') told = { residentBytes: message[1], cpuMs: message[2] };
    else if (find !== undefined && !sought) seek(find, message);
    else listener(message);
  };

  const read = lineReader(line);
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    if (read(chunk) > longestLine) kill();
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    complaint = (complaint + chunk).slice(-keptComplaint);
  });
  // A worker that is gone cannot be written to; that it is gone is told by `gone`.
  child.stdin.on('error', () => {});

  const gone = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(complaint.trim() || `It ended with ${signal ?? `code ${code}`}`));
  });

  return {
    gone,
    kill,
    post: (message) => void child.stdin.write(`${JSON.stringify(message)}\n`),
    listen(to) {
      listener = to;
    },
    measure() {
      if (process.platform !== 'linux' || child.pid === undefined) return told;
      if (find !== undefined) return inner === undefined ? told : measureProcess(inner);
      if (wrapped) inner ??= descendants(child.pid).at(-1);
      return measureProcess(inner ?? child.pid);
    },
  };
}
