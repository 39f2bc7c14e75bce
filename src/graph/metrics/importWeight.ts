import type { ImportWeight } from '#protocol';
import type { GraphView } from '../model/view.ts';

/** What each import of a file loads at run time, by target; the file itself is never counted. Type-only imports load nothing and are left out. */
export function importWeights(view: GraphView, from: number): ReadonlyMap<number, ImportWeight> {
  const imports = (view.runtime[from] as readonly number[]).filter((target) => target !== from);
  const owner = owners(view, from, imports);
  const seen = new Int32Array(view.files.length);
  return new Map(imports.map((target, at) => [target, weigh(view, from, target, at + 1, owner, seen)]));
}

const NOBODY = 0;
const SEVERAL = -1;

/**
 * For each file the import of `from` that alone leads to it, counted from 1. It is the part of the dominator tree
 * next to the root, found by letting labels flow: a file that two labels meet in belongs to several imports, and so
 * does what it leads to. A label changes twice at most, so this is linear.
 */
function owners(view: GraphView, from: number, imports: readonly number[]): Int32Array {
  const owner = new Int32Array(view.files.length);
  imports.forEach((target, at) => {
    owner[target] = at + 1;
  });
  const queue = [...imports];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    const label = owner[file] as number;
    for (const target of view.runtime[file] as readonly number[]) {
      const known = owner[target];
      if (target === from || known === label || known === SEVERAL) continue;
      owner[target] = known === NOBODY ? label : SEVERAL;
      queue.push(target);
    }
  }
  return owner;
}

function weigh(
  view: GraphView,
  from: number,
  target: number,
  label: number,
  owner: Int32Array,
  seen: Int32Array,
): ImportWeight {
  let files = 0;
  let bytes = 0;
  let ownFiles = 0;
  let ownBytes = 0;
  seen[target] = label;
  const queue = [target];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    const size = view.file(file).bytes;
    files++;
    bytes += size;
    if (owner[file] === label) {
      ownFiles++;
      ownBytes += size;
    }
    for (const next of view.runtime[file] as readonly number[]) {
      if (next === from || seen[next] === label) continue;
      seen[next] = label;
      queue.push(next);
    }
  }
  return { files, bytes, ownFiles, ownBytes };
}
