import { CancelledError, type Logger, messageOf } from '#base';
import type { Cell, CellUse, StartCell } from './cells/cell.ts';
import type { FromWorker } from './messages.ts';

/** A worker that waits for a run, or has one. */
export interface Place {
  readonly cell: Cell;
  /** What it had used when it became ready. */
  readonly before: CellUse | undefined;
  /** Gets what the worker tells, and that it is gone, while the place is taken. */
  listener: { hear(message: FromWorker): void; lose(reason: string): void } | undefined;
}

export interface Pool {
  /** A worker of one's own until it has answered. Rejects when none can be started, or when the signal says so. */
  take(signal: AbortSignal | undefined): Promise<Place>;
  /** Takes a place back that was not used. */
  giveBack(place: Place): void;
  /** Kills all workers; resolves when they are gone. */
  dispose(): Promise<void>;
  /** What the first worker said of its engine. */
  readonly engine: Promise<string>;
}

/** After this long, what an answered run left behind is ended together with its worker. */
const settleMs = 500;
/** A worker that serves for long is replaced, as is one that has grown. */
const mostRuns = 2000;
const mostGrowthBytes = 32 * 1024 * 1024;
/** So many workers in a row that end before they are ready mean that none can be had. */
const mostFailures = 3;

/** Keeps workers ready. One that is lost, or that does not come to rest after a run, is replaced in the background. */
export function createPool(start: StartCell, size: number, logger: Logger): Pool {
  const waiting: { resolve(place: Place): void; reject(error: Error): void }[] = [];
  const idle: Place[] = [];
  const cells = new Set<Cell>();
  const engine = Promise.withResolvers<string>();
  engine.promise.catch(() => {});
  let failures = 0;
  let disposed = false;

  const offer = (place: Place) => {
    const next = waiting.shift();
    if (next) next.resolve(place);
    else idle.push(place);
  };

  const spawn = () => {
    const cell = start();
    cells.add(cell);
    let place: Place | undefined;
    let first: CellUse | undefined;
    let runs = 0;
    let settling: NodeJS.Timeout | undefined;

    const rest = () => {
      clearTimeout(settling);
      failures = 0;
      const before = cell.measure();
      first ??= before;
      const growth = (before?.residentBytes ?? 0) - (first?.residentBytes ?? 0);
      if (runs++ >= mostRuns || growth > mostGrowthBytes) return cell.kill();
      place = { cell, before, listener: undefined };
      offer(place);
    };

    cell.listen((message) => {
      if (message[0] === 'ready') {
        if (message[1] !== '') engine.resolve(message[1]);
        return rest();
      }
      try {
        place?.listener?.hear(message);
      } catch (error) {
        // What makes no sense comes from a worker that is no longer ours.
        logger.warn(`A sandbox worker is ended: ${messageOf(error)}`);
        return cell.kill();
      }
      if (message[0] === 'answer') {
        settling = setTimeout(cell.kill, settleMs);
        // After whoever waits for the answer has gone on with it.
        setImmediate(() => cell.post(['renew']));
      }
    });

    void cell.gone.then((reason) => {
      clearTimeout(settling);
      cells.delete(cell);
      const at = place ? idle.indexOf(place) : -1;
      if (at >= 0) idle.splice(at, 1);
      place?.listener?.lose(reason);
      if (disposed) return;
      if (!place) {
        failures++;
        logger.warn(`A sandbox worker did not start: ${reason}`);
      }
      if (failures < mostFailures) return spawn();
      const error = new Error(reason);
      engine.reject(error);
      for (const { reject } of waiting.splice(0)) reject(error);
    });
  };

  for (let index = 0; index < size; index++) spawn();

  return {
    engine: engine.promise,
    take(signal) {
      if (signal?.aborted) return Promise.reject(new CancelledError());
      const ready = idle.shift();
      if (ready) return Promise.resolve(ready);
      // After a row of failures, whoever comes next has another try made.
      if (cells.size === 0) {
        failures = 0;
        spawn();
      }
      const { promise, resolve, reject } = Promise.withResolvers<Place>();
      const entry = { resolve, reject };
      const cancel = () => {
        const at = waiting.indexOf(entry);
        if (at >= 0) waiting.splice(at, 1);
        reject(new CancelledError());
      };
      waiting.push(entry);
      signal?.addEventListener('abort', cancel, { once: true });
      return promise.finally(() => signal?.removeEventListener('abort', cancel));
    },
    giveBack(place) {
      if (cells.has(place.cell)) offer(place);
    },
    async dispose() {
      disposed = true;
      for (const { reject } of waiting.splice(0)) reject(new CancelledError());
      await Promise.all(
        [...cells].map((cell) => {
          cell.kill();
          return cell.gone;
        }),
      );
    },
  };
}
