import { folderMap, type Positions } from './folderMap.ts';
import { forces } from './forces.ts';

/** What the panel asks for; one worker does one job. */
export interface LayoutJob {
  /** `folders`: the map of the folder tree. `forces`: what dependencies alone make of `start`. */
  readonly arrangement: 'folders' | 'forces';
  readonly paths: readonly string[];
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly radii: Float32Array;
  readonly start?: Positions;
}

/** An intermediate picture, or the last one. */
export interface LayoutStep {
  readonly positions: Positions;
  readonly done: boolean;
}

// The page's own `postMessage` has other parameters; in a worker this is the global one.
const scope = self as unknown as { onmessage: unknown; postMessage(step: LayoutStep): void };

scope.onmessage = ({ data: job }: MessageEvent<LayoutJob>) => {
  let positions = job.start ?? folderMap(job.paths, job.from, job.to, job.radii);
  if (job.arrangement === 'forces') {
    for (const step of forces(positions, job.from, job.to, job.radii)) {
      positions = step;
      scope.postMessage({ positions, done: false });
    }
  }
  scope.postMessage({ positions, done: true });
};
