import { setImmediate } from 'node:timers/promises';
import { type Problem, type TaskOptions, throwIfCancelled } from '#base';
import type { Advice, CycleReport, Dependency, DependencyTarget, HotSpot } from '#protocol';
import { contentHash, type PackageFolder } from '#workspace';
import { membersOf, runtimeComponentsOf } from '../cycles/components.ts';
import type { GraphView } from '../model/view.ts';
import { type Tangle, tangleAmong } from './savings.ts';

/** What the conditions of packages go by. */
export type ImportedAs = Pick<Dependency, 'syntax' | 'typeOnly'>;

/** The text of a file as the graph last read it, or undefined when it can't be had. */
export type ReadSource = (path: string) => string | undefined;

export interface AdviceOptions extends TaskOptions {
  /** The report on the same view, where it is at hand. */
  readonly cycles?: CycleReport | undefined;
  /** From git history; without them nothing is said about hidden couplings. */
  readonly hotSpots?: readonly HotSpot[] | undefined;
  /** Where a specifier would lead when it is imported that way; without it only relative ones are proposed. */
  readonly resolve?: ((from: string, specifier: string, how: ImportedAs) => DependencyTarget) | undefined;
  readonly packages?: readonly PackageFolder[] | undefined;
  /** Pieces of advice of one kind, at most; 250 by default. */
  readonly limit?: number | undefined;
}

/** Advice with what it is ranked by. */
export interface Finding {
  readonly advice: Advice;
  /** Among advice of one kind that saves the same, more is better. */
  readonly weight: number;
  /** The cycles that it breaks exist at compile time alone. */
  readonly typeOnly?: boolean;
  /** The run-time cycles that it is about. */
  readonly tangle?: Tangle | undefined;
  /** The edge that it takes away: of several pieces of advice on one, the easiest is enough. */
  readonly edge?: string;
}

/** What the finders of advice share. */
export interface AdviceContext {
  readonly view: GraphView;
  readonly cycles: CycleReport;
  readonly options: AdviceOptions;
  /** Pieces of advice of one kind, at most. */
  readonly limit: number;
  readonly listed: ReadonlySet<string>;
  /** Strongly connected components of two files or more at run time. */
  readonly tangles: readonly Tangle[];
  /** The one that a file is in. */
  readonly tangleOf: ReadonlyMap<number, Tangle>;
  readonly problems: Problem[];
  /**
   * To be called between short pieces of work: lets others have the thread from time to time, a cancellation among them.
   * @throws CancelledError
   */
  pause(): Promise<void>;
  /**
   * The text of a file, the same whenever it is asked for; undefined where it can't be had or is not the one that the
   * graph was made from.
   */
  source(path: string): string | undefined;
  /** What the text that `source` gave is known by; undefined for a file that it was not asked for. */
  hashOf(path: string): string | undefined;
}

export function adviceContext(
  view: GraphView,
  readSource: ReadSource,
  cycles: CycleReport,
  options: AdviceOptions,
): AdviceContext {
  const problems: Problem[] = [];
  // The texts themselves are not kept: there may be many.
  const hashes = new Map<string, string>();
  const source = (path: string): string | undefined => {
    const id = view.idOf.get(path);
    const text = readSource(path);
    if (id === undefined || text === undefined) return undefined;
    const { dependencies } = view.file(id);
    // A file that changed since it was read has its imports elsewhere: edits would hit the wrong text.
    const fits = dependencies.every(({ start, end, specifier }) => text.slice(start, end).includes(specifier));
    const hash = contentHash(text);
    if (fits && (hashes.get(path) ?? hash) === hash) {
      hashes.set(path, hash);
      return text;
    }
    if (!problems.some((problem) => problem.path === path)) problems.push(staleSource(path));
    return undefined;
  };
  const tangles = membersOf(runtimeComponentsOf(view))
    .filter((members) => members.length > 1)
    .map((members) => tangleAmong(view.runtime, members));
  return {
    view,
    cycles,
    options,
    limit: options.limit ?? 250,
    listed: new Set(view.idOf.keys()),
    tangles,
    tangleOf: new Map(tangles.flatMap((tangle) => tangle.members.map((member) => [member, tangle]))),
    problems,
    pause: pauses(options.signal),
    source,
    hashOf: (path) => hashes.get(path),
  };
}

/** Milliseconds that advice may keep the thread to itself. */
const turn = 20;

function pauses(signal: AbortSignal | undefined): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since >= turn) {
      await setImmediate();
      since = performance.now();
    }
    throwIfCancelled(signal);
  };
}

function staleSource(path: string): Problem {
  return {
    code: 'stale-source',
    severity: 'info',
    message: 'The file changed while advice was sought; nothing is said about its imports.',
    hint: 'Save the file and ask again.',
    path,
  };
}
