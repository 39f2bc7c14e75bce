import { performance } from 'node:perf_hooks';
import { messageOf } from '#base';
import type { PlainData, RunEffect, RunFailure, RunLimits, RunResult } from '#protocol';
import type { SandboxCall } from './call.ts';
import type { Cell, CellUse } from './cells/cell.ts';
import type { Answer, EngineUse, FromWorker, RunOrder } from './messages.ts';
import { callAnswerer, grantedCalls } from './ports/answer.ts';
import { replyText } from './ports/reply.ts';
import { positionIn } from './position.ts';

const sampleEveryMs = 10;

/** A run under way: what the worker tells goes in, and one result comes out. */
export interface Supervision {
  readonly result: Promise<RunResult>;
  /** To be told of every message of the worker. */
  hear(message: FromWorker): void;
  /** To be told that the worker is no more. */
  lose(reason: string): void;
}

/**
 * Runs a call on a worker and holds it to its limits from outside of it: the worker is killed at the deadline, and when
 * it uses more memory or processor time than it may; it has no part in that.
 *
 * @param before what the worker had used before
 */
export function supervise(
  cell: Cell,
  call: SandboxCall,
  input: string,
  before: CellUse | undefined,
  signal: AbortSignal | undefined,
): Supervision {
  const { limits, ports = {}, permissions } = call;
  const started = performance.now();
  // First of all, so that the worker works while the rest is made ready here: it is not heard before this thread is free.
  const failure = signal?.aborted ? undefined : posted(cell, call, input);
  const logs: string[] = [];
  const effects: RunEffect[] = [];
  const answerCall = callAnswerer(permissions, ports);
  let calls = 0;
  let written = 0;
  let read = 0;
  let logged = 0;
  let peak = 0;
  let cpuMs = 0;
  let over = false;
  const { promise: result, resolve } = Promise.withResolvers<RunResult>();

  const finish = (answer: Answer, engine?: EngineUse) => {
    if (over) return;
    over = true;
    clearTimeout(deadline);
    clearInterval(sampling);
    signal?.removeEventListener('abort', cancel);
    const usage = {
      wallMs: performance.now() - started,
      cpuMs: engine?.cpuMs ?? cpuMs,
      peakHeapBytes: engine?.heapBytes ?? Math.max(0, peak - (before?.residentBytes ?? 0)),
      calls,
      ...(engine?.outsideBytes === undefined ? {} : { outsideBytes: engine.outsideBytes }),
      ...(engine?.left === undefined ? {} : { left: engine.left }),
      ...(engine?.collections === undefined ? {} : { collections: engine.collections }),
    };
    const common = { usage, logs, effects };
    resolve({ ...common, ...outcome(answer, call) });
  };

  const end = (status: RunFailure, message: string) => {
    if (over) return;
    cell.kill();
    finish({ status, message, stack: '' });
  };

  const cancel = () => end('cancelled', 'The run was cancelled');
  const late = () => end('timeout', `It took longer than ${limits.wallMs} ms`);
  const deadline = setTimeout(late, limits.wallMs);
  const sample = () => {
    const use = cell.measure();
    if (!use) return;
    peak = Math.max(peak, use.residentBytes);
    cpuMs = use.cpuMs - (before?.cpuMs ?? 0);
    const held = Math.round(use.residentBytes / 1024 / 1024);
    if (held > limits.residentMB)
      end('out-of-memory', `Its process held ${held} MB, more than ${limits.residentMB} MB`);
    else if (cpuMs > limits.cpuMs) end('timeout', `It took more than ${limits.cpuMs} ms of processor time`);
  };
  const sampling = setInterval(sample, sampleEveryMs);
  signal?.addEventListener('abort', cancel, { once: true });

  const answer = async (id: number, name: string, text: string) => {
    written += Buffer.byteLength(text);
    if (written > limits.writtenBytes) return end('effects-too-large', tooMuch('handed over', 'writtenBytes', limits));
    const args: readonly PlainData[] = JSON.parse(text);
    calls++;
    const effect = { call: name, arguments: args };
    const at = effects.push(effect) - 1;
    const answered =
      calls > limits.calls
        ? ({ status: 'refused', reason: `More than ${limits.calls} calls` } as const)
        : await answerCall(name, args);
    if (over) return;
    const reply = answered.status === 'ok' ? replyText(name, answered.value) : answered;
    if (reply.status === 'ok') {
      read += Buffer.byteLength(reply.text);
      if (read > limits.readBytes) return end('effects-too-large', tooMuch('were answered', 'readBytes', limits));
      effects[at] = { ...effect, result: answered.status === 'ok' ? (answered.value ?? null) : null };
      cell.post(['reply', id, 'ok', reply.text]);
    } else {
      effects[at] = { ...effect, refused: reply.reason };
      cell.post(['reply', id, reply.status, reply.reason]);
    }
  };

  const hear = (message: FromWorker) => {
    if (over) return;
    // This thread may have been busy when it was time.
    if (performance.now() - started > limits.wallMs) return late();
    if (message[0] === 'answer') finish(message[1], message[2]);
    else if (message[0] === 'call') {
      answer(message[1], message[2], message[3]).catch(() => end('crashed', 'Its worker sent what makes no sense'));
    } else if (message[0] === 'note') {
      effects.push({ call: message[1], arguments: [], result: JSON.parse(message[2]) });
    } else if (message[0] === 'log') {
      logged += message[1].length;
      if (logged > limits.logBytes * 2) return;
      const line = printable(message[1]);
      logs.push(line);
      hand(line);
    }
  };

  const lose = (reason: string) => {
    const memory = /out of memory|allocation failed/i.test(reason);
    if (memory) finish({ status: 'out-of-memory', message: 'The engine ran out of memory', stack: '' });
    else finish({ status: 'crashed', message: `The engine was lost: ${reason}`.slice(0, 2000), stack: '' });
  };

  /** A log that cannot be written to is no matter of the run. */
  const hand = (line: string) => {
    try {
      ports.log?.write(line);
    } catch {}
  };

  if (signal?.aborted) cancel();
  else if (failure !== undefined) end('crashed', failure);
  return { result, hear, lose };
}

/** Hands the run to the worker. @returns why it could not */
function posted(cell: Cell, call: SandboxCall, input: string): string | undefined {
  try {
    cell.post(['run', orderOf(call, input)]);
    return undefined;
  } catch (error) {
    return `A port failed when the run was to start: ${messageOf(error)}`.slice(0, 2000);
  }
}

function tooMuch(what: string, limit: 'writtenBytes' | 'readBytes', limits: RunLimits): string {
  return `Its calls ${what} more than ${limits[limit]} bytes in all. Let it do less in one run, or raise the limit ${limit} in its package.json.`;
}

function orderOf({ program, permissions, ports = {}, limits, collect }: SandboxCall, input: string): RunOrder {
  const { outputBytes, outputDepth, logBytes, calls, heapMB } = limits;
  return {
    code: program.code,
    input,
    grants: {
      calls: grantedCalls(permissions, ports),
      now: permissions.clock === true ? (ports.clock?.now() ?? null) : null,
      seed: permissions.random === true && ports.random ? Math.floor(ports.random.next() * 2 ** 32) : null,
      log: permissions.log === true,
    },
    limits: { outputBytes, outputDepth, logBytes, calls },
    heapMB,
    ...(collect ? { collect } : {}),
  };
}

type End = { status: 'ok'; value: PlainData } | { status: RunFailure; message: string };

/** What the worker answered, as the caller gets it. Nothing but text has crossed until here. */
function outcome(answer: Answer, { limits, program }: SandboxCall): End {
  if (answer.status === 'ok') {
    if (Buffer.byteLength(answer.json) > limits.outputBytes) {
      return { status: 'output-too-large', message: `The answer has more than ${limits.outputBytes} bytes` };
    }
    try {
      return { status: 'ok', value: JSON.parse(answer.json) };
    } catch {
      return { status: 'invalid-output', message: 'The answer is no JSON' };
    }
  }
  const at = positionIn(answer.stack || answer.message, program);
  const message = printable(answer.message).slice(0, 2000);
  return { status: answer.status, message, ...(at === undefined ? {} : { at }) };
}

/** One line without anything that a terminal would act on, or that turns around what follows. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  return text.replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, ' ');
}
