import { type Components, condensation, runtimeComponentsOf } from '../cycles/components.ts';
import { perView } from '../model/perView.ts';
import type { Adjacency, GraphView } from '../model/view.ts';

/** The acyclic graph of run-time components, and what each of them weighs. */
export interface RuntimeDag {
  readonly components: Components;
  readonly successors: Adjacency;
  readonly files: Float64Array;
  readonly bytes: Float64Array;
}

const runtimeDagOf = perView((view: GraphView): RuntimeDag => {
  const components = runtimeComponentsOf(view);
  const files = new Float64Array(components.count);
  const bytes = new Float64Array(components.count);
  view.files.forEach((file, id) => {
    const component = components.of[id] as number;
    (files[component] as number)++;
    (bytes[component] as number) += file.bytes;
  });
  return { components, successors: condensation(view.runtime, components), files, bytes };
});

/** What every component reaches among some of them: a bit row for each, itself included. */
export interface ClosureBlock {
  /** The components that the bits stand for begin here. */
  readonly first: number;
  /** Words of 32 bits in a row. */
  readonly words: number;
  /** Row of component c: words c·words … (c + 1)·words - 1. */
  readonly rows: Uint32Array;
}

/** 32 MB. */
const MOST_WORDS = 8 * 1024 * 1024;

/**
 * The transitive closure of an acyclic graph as bit rows. So that memory stays bounded for any size, it comes block by
 * block of reached components; every block is only good until the next one is asked for.
 *
 * @param successors numbered so that every edge leads to a lower number
 * @param mostWords of memory for the rows of a block
 */
export function* closureBlocks(successors: Adjacency, mostWords: number = MOST_WORDS): Generator<ClosureBlock> {
  const count = successors.length;
  const words = Math.max(1, Math.min(Math.ceil(count / 32), Math.floor(mostWords / Math.max(1, count))));
  const rows = new Uint32Array(count * words);
  for (let first = 0; first < count; first += words * 32) {
    rows.fill(0);
    for (let component = first; component < count; component++) {
      const row = component * words;
      const bit = component - first;
      if (bit < words * 32) rows[row + (bit >>> 5)] = 1 << (bit & 31);
      for (const successor of successors[component] as readonly number[]) {
        const other = successor * words;
        for (let word = 0; word < words; word++) (rows[row + word] as number) |= rows[other + word] as number;
      }
    }
    yield { first, words, rows };
  }
}

/**
 * Sums weights over the bits of a row, eight bits at a look-up (the "method of four Russians").
 * @param weights of the components; the block's bits begin at `first`
 */
export function bitWeigher(
  weights: Float64Array,
  { first, words }: ClosureBlock,
): (word: number, bits: number) => number {
  const sums = new Float64Array(words * 4 * 256);
  for (let byte = 0; byte < words * 4; byte++) {
    for (let value = 1; value < 256; value++) {
      const lowest = 31 - Math.clz32(value & -value);
      const rest = sums[byte * 256 + (value & (value - 1))] as number;
      sums[byte * 256 + value] = rest + (weights[first + byte * 8 + lowest] ?? 0);
    }
  }
  const sumAt = (byte: number, value: number) => sums[byte * 256 + (value & 255)] as number;
  return (word, bits) =>
    sumAt(word * 4, bits) +
    sumAt(word * 4 + 1, bits >>> 8) +
    sumAt(word * 4 + 2, bits >>> 16) +
    sumAt(word * 4 + 3, bits >>> 24);
}

/** What a set of files loads at run time, the files themselves included. */
export interface Load {
  files: number;
  bytes: number;
}

/** What each of several sets of files loads at run time. */
export function loadsOf(view: GraphView, sets: readonly (readonly number[])[]): readonly Load[] {
  const dag = runtimeDagOf(view);
  const loads = sets.map((): Load => ({ files: 0, bytes: 0 }));
  const roots = sets.map((set) => [...new Set(set.map((file) => dag.components.of[file] as number))]);
  for (const block of closureBlocks(dag.successors)) {
    const filesOf = bitWeigher(dag.files, block);
    const bytesOf = bitWeigher(dag.bytes, block);
    roots.forEach((components, at) => {
      const load = loads[at] as Load;
      for (let word = 0; word < block.words; word++) {
        let bits = 0;
        for (const component of components) bits |= block.rows[component * block.words + word] as number;
        if (bits === 0) continue;
        load.files += filesOf(word, bits);
        load.bytes += bytesOf(word, bits);
      }
    });
  }
  return loads;
}
