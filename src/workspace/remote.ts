import { setTimeout } from 'node:timers/promises';
import { type MessagePort, parentPort, type Worker, workerData } from 'node:worker_threads';
import { type BirpcReturn, createBirpc } from 'birpc';
import { CancelledError, type Logger, messageOf, type Progress, type TaskOptions, ToolwrightError } from '#base';
import { startWorker, type WorkerEntry } from './workers.ts';

/** An object whose methods can be called across threads: plain data and TaskOptions in, promises of plain data out. */
export type Remotable = { readonly dispose: () => Promise<void> };

/** What crosses the thread border for one call. Signals and callbacks stay behind; their call's id stands for them. */
interface Call {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
  /** Index of the argument that was a TaskOptions. */
  readonly task: number;
}

type Reply =
  | { readonly value: unknown }
  | { readonly error: { kind: 'cancelled' | 'user' | 'bug'; code: string; message: string; hint?: string } };

interface WorkerSide {
  call(call: Call): Promise<Reply>;
  cancel(id: number): void;
}

interface CallerSide {
  progress(id: number, progress: Progress): void;
  log(level: keyof Logger, message: string): void;
}

/** A call that waits for its answer. */
interface Pending {
  readonly report: TaskOptions['report'];
  reject(error: Error): void;
}

/** Milliseconds that an object may take to put its things in order when it is disposed of. */
const disposeLimit = 3000;

/**
 * Runs an object in a worker thread of its own. The thread starts with the first call; when it dies, the calls under way
 * fail with `analysis-stopped` and the next call starts another. When it is disposed of, they and all later ones are
 * cancelled.
 */
export function callRemotely<T extends Remotable>(entry: WorkerEntry, data: unknown, logger: Logger): T {
  let running: { worker: Worker; rpc: BirpcReturn<WorkerSide, CallerSide> } | undefined;
  let disposed = false;
  const pending = new Map<number, Pending>();
  let nextId = 1;

  const start = () => {
    const worker = startWorker(entry, data);
    const rpc = createBirpc<WorkerSide, CallerSide>(
      {
        progress: (id, progress) => pending.get(id)?.report?.(progress),
        log: (level, message) => logger[level](message),
      },
      { post: (message) => worker.postMessage(message), on: (listen) => worker.on('message', listen), timeout: -1 },
    );
    const stop = (error: ToolwrightError) => {
      if (running?.worker === worker) running = undefined;
      rpc.$close(error);
    };
    worker.once('error', (error) => stop(stopped(messageOf(error))));
    worker.once('exit', (code) => stop(stopped(`the worker thread ended with code ${code}`)));
    return { worker, rpc };
  };

  const call = async (method: string, args: readonly unknown[]): Promise<unknown> => {
    const id = nextId++;
    const task = args.findIndex(isTaskOptions);
    const { signal, report } = (args[task] ?? {}) as TaskOptions;
    if (disposed || signal?.aborted) throw new CancelledError();
    running ??= start();
    const { rpc } = running;
    const cancel = () => void rpc.cancel(id).catch(() => {});
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const sent = args.map((arg, index) =>
        index === task ? { ...(arg as TaskOptions), signal: undefined, report: undefined } : arg,
      );
      const reply = await new Promise<Reply>((resolve, reject) => {
        pending.set(id, { report, reject });
        rpc.call({ id, method, args: sent, task }).then(resolve, reject);
      });
      return unwrap(reply);
    } finally {
      signal?.removeEventListener('abort', cancel);
      pending.delete(id);
    }
  };

  const dispose = async () => {
    if (disposed) return;
    disposed = true;
    for (const { reject } of pending.values()) reject(new CancelledError());
    if (!running) return;
    const { worker, rpc } = running;
    const ended = rpc.call({ id: nextId++, method: 'dispose', args: [], task: -1 }).catch(() => {});
    const late = new AbortController();
    await Promise.race([ended, setTimeout(disposeLimit, undefined, { signal: late.signal }).catch(() => {})]);
    late.abort();
    await worker.terminate();
  };

  return new Proxy({} as T, {
    get: (_, method) => {
      if (typeof method !== 'string' || method === 'then') return undefined;
      return method === 'dispose' ? dispose : (...args: unknown[]) => call(method, args);
    },
  });
}

/** The other side of {@link callRemotely}: to be called by the worker's entry. */
export function serveCalls<T extends Remotable, Data>(create: (data: Data, logger: Logger) => T): void {
  const port = parentPort as MessagePort;
  const write = (level: keyof Logger) => (message: string) => void rpc.log.asEvent(level, message);
  const logger: Logger = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const cancels = new Map<number, AbortController>();
  const rpc: BirpcReturn<CallerSide, WorkerSide> = createBirpc<CallerSide, WorkerSide>(
    {
      async call({ id, method, args, task }) {
        const controller = new AbortController();
        cancels.set(id, controller);
        const report = (progress: Progress) => void rpc.progress.asEvent(id, progress);
        const received = args.map((arg, index) =>
          index === task ? { ...(arg as object), signal: controller.signal, report } : arg,
        );
        try {
          return { value: await target[method]?.(...received) };
        } catch (error) {
          return { error: describe(error) };
        } finally {
          cancels.delete(id);
        }
      },
      cancel: (id) => cancels.get(id)?.abort(),
    },
    { post: (message) => port.postMessage(message), on: (listen) => port.on('message', listen), timeout: -1 },
  );
  const target = create(workerData as Data, logger) as unknown as Record<string, (...args: unknown[]) => unknown>;
}

function isTaskOptions(arg: unknown): boolean {
  return typeof arg === 'object' && arg !== null && ('signal' in arg || 'report' in arg);
}

function describe(error: unknown): Extract<Reply, { error: unknown }>['error'] {
  if (error instanceof CancelledError) return { kind: 'cancelled', code: '', message: '' };
  if (ToolwrightError.is(error)) {
    return {
      kind: 'user',
      code: error.code,
      message: error.message,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    };
  }
  return { kind: 'bug', code: '', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

function unwrap(reply: Reply): unknown {
  if ('value' in reply) return reply.value;
  const { kind, code, message, hint } = reply.error;
  if (kind === 'cancelled') throw new CancelledError();
  if (kind === 'user') throw new ToolwrightError(code, message, hint === undefined ? {} : { hint });
  throw new Error(message);
}

function stopped(reason: string): ToolwrightError {
  return new ToolwrightError('analysis-stopped', `The analysis stopped unexpectedly: ${reason}.`, {
    hint: 'It starts again with the next question. If this happens repeatedly, the log tells more.',
  });
}
