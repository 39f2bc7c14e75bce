import { degree, type GraphModel } from '../model/graphModel.ts';

/** The radius of each file, in units of the map: the more files depend on it, the larger. */
export function radiiOf(model: GraphModel): Float32Array {
  return Float32Array.from(model.paths, (_, node) => radiusOf(degree(model.incoming, node)));
}

function radiusOf(dependents: number): number {
  return 3 + Math.min(9, 1.2 * Math.sqrt(dependents));
}
