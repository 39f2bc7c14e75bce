import { type ChildProcess, spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { CancelledError, ToolwrightError } from '#base';
import {
  type Permissions,
  type PlainData,
  type RunEffect,
  type RunLimits,
  type RunResult,
  runFailures,
} from '#protocol';
import { childEnvironment } from '../cells/isolate.ts';
import { filesOf, workerEntry } from '../cells/needed.ts';
import type { Answer } from '../messages.ts';
import { callAnswerer, grantedCalls } from '../ports/answer.ts';
import type { Ports } from '../ports/ports.ts';
import { answersTo, type FromDebuggee, type ToDebuggee } from './debugMessages.ts';
import { findNode, type NodeSources } from './findNode.ts';

/** What is debugged. */
export interface DebugCall {
  /** The folder of the capability, absolute. */
  readonly folder: string;
  /** The text of its index.ts: the file must still have it when it runs. */
  readonly source: string;
  readonly input: PlainData;
  readonly permissions: Permissions;
  readonly ports: Ports;
  readonly limits: RunLimits;
}

/** A process that waits for a debugger, and then runs. */
export interface Debuggee {
  /** Of V8's inspector, on 127.0.0.1. */
  readonly port: number;
  /** What came of it; there is no deadline, because a debugger stops the time. Rejects with CancelledError when it is killed. */
  readonly result: Promise<RunResult>;
  kill(): void;
}

/** After the answer it has this long to end by itself, so that its last words reach the debugger. */
const partingMs = 2000;

/**
 * Starts a Node.js that waits for a debugger before its first line. Generated code runs in it without an isolate
 * around: Node's permission model lets it read the capability's folder and the product's own few files, write nothing, and
 * start no process, no thread and no native code. The network is not closed by Node 24; the code finds nothing there that
 * reaches it.
 *
 * @throws ToolwrightError `no-debuggee` where no Node.js fits, or it does not start
 */
export async function startDebuggee(call: DebugCall, sources: NodeSources): Promise<Debuggee> {
  const node = await findNode(sources).catch((error: Error) => {
    throw notStarted(error.message);
  });
  const entry = realpathSync(fileURLToPath(workerEntry('debuggee')));
  const folder = realpathSync(call.folder);
  const flags = [
    '--permission',
    ...[...filesOf(entry), folder].map((path) => `--allow-fs-read=${path}`),
    // It weakens the model for code that gets at the module `inspector`; the debuggee lets no module in.
    '--allow-inspector',
    '--disallow-code-generation-from-strings',
    '--no-warnings',
    '--max-old-space-size=512',
    '--inspect-wait=127.0.0.1:0',
  ];
  const systemRoot = process.env.SystemRoot;
  const child = spawn(node, [...flags, entry], {
    cwd: parse(entry).root,
    env: systemRoot === undefined ? childEnvironment : { ...childEnvironment, SystemRoot: systemRoot },
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const kill = () => void child.kill('SIGKILL');
  const result = converse(child, call, join(folder, 'index.ts'));
  // Whoever waits for the port is told first.
  result.catch(() => {});
  try {
    return { port: await inspectorPort(child), result, kill };
  } catch (error) {
    kill();
    throw error;
  }
}

function notStarted(why: string): ToolwrightError {
  return new ToolwrightError('no-debuggee', `No Node.js could be started for debugging: ${why}.`, {
    hint: 'Install Node.js 24, or name one in the setting toolwright.sandbox.node.',
  });
}

/** Node says on its standard error where its inspector listens. */
function inspectorPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      said = (said + chunk).slice(-4000);
      const port = /ws:\/\/127\.0\.0\.1:(\d+)\//.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    child.once('error', (error) => reject(notStarted(error.message)));
    child.once('close', () => reject(notStarted(said.trim() || 'it ended at once')));
  });
}

/** Hands the order over, answers what is asked, and waits for the answer. */
async function converse(child: ChildProcess, call: DebugCall, file: string): Promise<RunResult> {
  const { permissions, ports, limits, source, input } = call;
  const started = performance.now();
  const answerCall = callAnswerer(permissions, ports);
  const effects: RunEffect[] = [];
  const logs: string[] = [];
  const send = (message: ToDebuggee) => void child.stdin?.write(`${JSON.stringify(message)}\n`);
  // A process that is gone cannot be written to; that it is gone ends the lines below.
  child.stdin?.on('error', () => {});
  const now = permissions.clock === true ? (ports.clock?.now() ?? null) : null;
  const seed = permissions.random === true && ports.random ? Math.floor(ports.random.next() * 2 ** 32) : null;
  const grants = { calls: grantedCalls(permissions, ports), now, seed, log: permissions.log === true };
  send(['run', { file, source, input: JSON.stringify(input), grants, limits }]);
  for await (const line of createInterface({ input: child.stdio[answersTo] as Readable })) {
    const message: FromDebuggee = JSON.parse(line);
    if (message[0] === 'log') logs.push(message[1]);
    if (message[0] === 'call') {
      const [, id, name, text] = message;
      const args: readonly PlainData[] = JSON.parse(text);
      const answer = await answerCall(name, args);
      if (answer.status === 'ok') {
        effects.push({ call: name, arguments: args, result: answer.value });
        send(['reply', id, 'ok', JSON.stringify(answer.value)]);
      } else {
        effects.push({ call: name, arguments: args, refused: answer.reason });
        send(['reply', id, answer.status, answer.reason]);
      }
    }
    if (message[0] === 'answer') {
      setTimeout(() => child.kill('SIGKILL'), partingMs).unref();
      const usage = { wallMs: performance.now() - started, cpuMs: 0, peakHeapBytes: 0, calls: effects.length };
      return { usage, logs, effects, ...endOf(message[1], file) };
    }
  }
  throw new CancelledError();
}

function endOf(answer: Answer, file: string) {
  if (answer.status === 'ok') return { status: 'ok', value: JSON.parse(answer.json) as PlainData } as const;
  const { message, stack } = answer;
  // What the process says is data of a program that nobody trusts.
  const status = runFailures.find((one) => one === answer.status) ?? 'crashed';
  const found = stack.split(join(dirname(file), 'index.ts')).slice(1)[0];
  const [, line, column] = /^:(\d{1,7}):(\d{1,7})/.exec(found ?? '') ?? [];
  const at = line === undefined ? {} : { at: { line: Number(line), column: Number(column) } };
  return { status, message: String(message).slice(0, 2000), ...at };
}
