import type { FromWorker, ToWorker } from '../messages.ts';

/** What a worker uses, seen from outside. */
export interface CellUse {
  readonly residentBytes: number;
  /** Since the worker's start. */
  readonly cpuMs: number;
}

/** A worker in which programs run, one at a time: a process or a thread. */
export interface Cell {
  post(message: ToWorker): void;
  /** Who gets what it tells. */
  listen(listener: (message: FromWorker) => void): void;
  /** What it uses now, where that can be seen. */
  measure(): CellUse | undefined;
  /** Ends it at once, whatever it does. Nothing is heard of it any more, what it has said already included. */
  kill(): void;
  /** Resolves when it is no more, with the last that it said. */
  readonly gone: Promise<string>;
}

export type StartCell = () => Cell;
