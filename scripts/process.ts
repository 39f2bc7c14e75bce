import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { resolve } from 'node:path';

/** The repository's top folder. */
export const root = resolve(import.meta.dirname, '..');

/** Takes a text that is to be read on the terminal. */
export type Print = (text: string) => void;

export interface Finished {
  /** Exit code; 1 where a signal ended it or it could not start. */
  readonly code: number;
  /** stdout and stderr, in the order they came; empty where they went straight to the terminal. */
  readonly output: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** `capture` (default) keeps the output for the caller, `show` passes it on to the terminal. */
  readonly output?: 'capture' | 'show';
  /** It and what it starts take what others leave of the processors. */
  readonly givesWay?: boolean;
}

/** On Linux: of a time that two threads want, the one that gives way has two fifths. */
const givingWay = 2;
const lowest = 19;

/** Runs a program to its end. It never rejects: a program that cannot be started has exit code 1 and says why. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return new Promise((done) => {
    const chunks: Buffer[] = [];
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: options.output === 'show' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    if (options.givesWay && child.pid !== undefined) {
      setPriority(child.pid, Math.min(lowest, getPriority() + givingWay));
    }
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => done({ code: 1, output: `${command}: ${error.message}` }));
    child.on('close', (code) => done({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

/** Runs a script of this repository, or a program of node_modules, on the Node that runs this. */
export function runNode(args: readonly string[], options?: RunOptions): Promise<Finished> {
  return run(process.execPath, args, options);
}

/** Runs npm, on the same Node. */
export function runNpm(args: readonly string[], options?: RunOptions): Promise<Finished> {
  const npm = process.env.npm_execpath;
  return npm === undefined ? run('npm', args, options) : runNode([npm, ...args], options);
}

/** Ends a script with words for people instead of a stack trace: what failed, and what to do next. */
export class ScriptError extends Error {
  readonly next: string;

  constructor(what: string, next: string) {
    super(what);
    this.name = 'ScriptError';
    this.next = next;
  }
}

/** The frame of every script: runs it and turns what it throws into an exit code and, for a ScriptError, plain words. */
export async function main(script: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await script()) ?? 0;
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof ScriptError) console.error(`${error.message}\n${error.next}`);
    else console.error(error);
  }
}

/** Whether a module is the script that was started, not one that another script imports. (`import.meta.main` needs Node 24.) */
export function isStarted(filename: string): boolean {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === filename;
}
