import { setTimeout } from 'node:timers/promises';
import { type MessagePort, parentPort, type Worker, workerData } from 'node:worker_threads';
import { type BirpcReturn, createBirpc } from 'birpc';
import { CancelledError, type Logger, messageOf, type Progress, ToolwrightError } from '#base';
import { IncomingCalls, methodsOver, OutgoingCalls, type Peer } from './calls.ts';
import { startWorker, type WorkerEntry } from './workers.ts';

/** An object whose methods can be called across threads: plain data and TaskOptions in, promises of plain data out. */
export type Remotable = { readonly dispose: () => Promise<void> };

interface CallerSide extends Peer {
  log(level: keyof Logger, message: string): void;
}

/** Milliseconds that an object may take to put its things in order when it is disposed of. */
const disposeLimit = 3000;

/**
 * Runs an object in a worker thread of its own. The thread starts with the first call; when it dies, the calls under way
 * fail with `analysis-stopped` and the next call starts another. When it is disposed of, they and all later ones are
 * cancelled.
 *
 * @param here what the object in the worker may ask of this thread, see {@link serveCalls}
 */
export function callRemotely<T extends Remotable>(
  entry: WorkerEntry,
  data: unknown,
  logger: Logger,
  here?: object | undefined,
): T {
  let running: { worker: Worker; rpc: BirpcReturn<Peer, CallerSide> } | undefined;
  let disposed = false;
  const calls = new OutgoingCalls();

  const start = () => {
    const worker = startWorker(entry, data);
    const asked = new IncomingCalls(
      () => here,
      (id, progress) => void rpc.progress.asEvent(id, progress),
    );
    const rpc: BirpcReturn<Peer, CallerSide> = createBirpc<Peer, CallerSide>(
      {
        call: (call) => asked.call(call),
        cancel: (id) => asked.cancel(id),
        progress: (id, progress) => calls.progress(id, progress),
        log: (level, message) => logger[level](message),
      },
      { post: (message) => worker.postMessage(message), on: (listen) => worker.on('message', listen), timeout: -1 },
    );
    const stop = (error: ToolwrightError) => {
      if (running?.worker === worker) running = undefined;
      asked.cancelAll();
      rpc.$close(error);
    };
    worker.once('error', (error) => stop(stopped(messageOf(error))));
    worker.once('exit', (code) => stop(stopped(`the worker thread ended with code ${code}`)));
    return { worker, rpc };
  };

  const call = async (method: string, args: readonly unknown[]): Promise<unknown> => {
    if (disposed) throw new CancelledError();
    // A call that is cancelled already starts nothing. Cancelling is a call as well: an event would overtake what it cancels.
    const rpc = () => {
      running ??= start();
      return running.rpc;
    };
    return calls.send(
      {
        call: (sent) => rpc().call(sent),
        cancel: (id) =>
          void rpc()
            .cancel(id)
            .catch(() => {}),
      },
      method,
      args,
    );
  };

  const dispose = async () => {
    if (disposed) return;
    disposed = true;
    calls.rejectAll(new CancelledError());
    if (!running) return;
    const { worker, rpc } = running;
    const ended = new OutgoingCalls().send(rpc, 'dispose', []).catch(() => {});
    const late = new AbortController();
    await Promise.race([ended, setTimeout(disposeLimit, undefined, { signal: late.signal }).catch(() => {})]);
    late.abort();
    await worker.terminate();
  };

  return methodsOver<Remotable>(call, { dispose }) as T;
}

/**
 * The other side of {@link callRemotely}: to be called by the worker's entry.
 *
 * @param create is given what the caller offers: an object whose methods run in the caller's thread; where it offers
 *   nothing they answer with undefined
 */
export function serveCalls<T extends Remotable, Data, There extends object = object>(
  create: (data: Data, logger: Logger, there: There) => T,
): void {
  const port = parentPort as MessagePort;
  const write = (level: keyof Logger) => (message: string) => void rpc.log.asEvent(level, message);
  const logger: Logger = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const asked = new IncomingCalls(
    () => target,
    (id: number, progress: Progress) => void rpc.progress.asEvent(id, progress),
  );
  const calls = new OutgoingCalls();
  const rpc: BirpcReturn<CallerSide, Peer> = createBirpc<CallerSide, Peer>(
    {
      call: (call) => asked.call(call),
      cancel: (id) => asked.cancel(id),
      progress: (id, progress) => calls.progress(id, progress),
    },
    { post: (message) => port.postMessage(message), on: (listen) => port.on('message', listen), timeout: -1 },
  );
  const there = methodsOver<There>((method, args) =>
    calls.send({ call: (sent) => rpc.call(sent), cancel: (id) => void rpc.cancel(id).catch(() => {}) }, method, args),
  );
  const target = create(workerData as Data, logger, there);
}

function stopped(reason: string): ToolwrightError {
  return new ToolwrightError('analysis-stopped', `The analysis stopped unexpectedly: ${reason}.`, {
    hint: 'It starts again with the next question. If this happens repeatedly, the log tells more.',
  });
}
