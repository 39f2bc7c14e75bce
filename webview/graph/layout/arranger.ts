import type { GraphModel } from '../model/graphModel.ts';
import type { Positions } from './folderMap.ts';
import type { LayoutJob, LayoutStep } from './layout.worker.ts';
import source from './layout.worker.ts?source';
import { radiiOf } from './radii.ts';

/** How the whole graph is arranged: by the folder tree, or by dependencies alone. */
export type Arrangement = LayoutJob['arrangement'];

/** Lays graphs out in a worker, one at a time. */
export interface Arranger {
  /** Starts anew; what was going on is given up. `onStep` gets every picture, the last one with `done`. */
  start(model: GraphModel, arrangement: Arrangement, from: Positions | undefined, onStep: OnStep): void;
  /** Keeps the picture as it is. */
  stop(): void;
}

type OnStep = (step: LayoutStep) => void;

export function createArranger(): Arranger {
  let worker: Worker | undefined;
  const stop = () => {
    worker?.terminate();
    worker = undefined;
  };
  return {
    stop,
    start(model, arrangement, start, onStep) {
      stop();
      const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
      const started = new Worker(url);
      URL.revokeObjectURL(url);
      worker = started;
      started.onmessage = ({ data: step }: MessageEvent<LayoutStep>) => {
        // A message may still be on its way when the worker is stopped.
        if (worker !== started) return;
        if (step.done) stop();
        onStep(step);
      };
      const { paths, from, to } = model;
      const job: LayoutJob = { arrangement, paths, from, to, radii: radiiOf(model), ...(start && { start }) };
      started.postMessage(job);
    },
  };
}
