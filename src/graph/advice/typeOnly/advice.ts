import type { Dependency, TextEdit } from '#protocol';
import type { AdviceContext, Finding } from '../context.ts';
import { loadsSaved } from '../loads.ts';
import type { Edge, Tangle } from '../savings.ts';
import { count, cycleEffects, names, sideEffects } from '../words.ts';
import { analyseImports } from './typeOnlyEdits.ts';

/** An edge that would be gone at run time if its imports said `import type`. */
interface Candidate {
  readonly from: number;
  readonly to: number;
  readonly imports: readonly Dependency[];
}

/** Found where the names of a candidate are indeed used as types alone. */
interface Remedy {
  readonly edits: readonly TextEdit[];
  readonly names: readonly string[];
}

interface Weight {
  /** What the importing file would load less. */
  readonly loads: number;
}

type Cure = Candidate & Remedy & Weight;

/** Off cycles, fewer loads saved are not worth a word. */
const fewestLoads = 10;
/** Off cycles, so many files are read for the greatest savings. */
const mostFilesRead = 100;

/** Advises to make imports type-only: those on run-time cycles, and elsewhere those that load much for nothing. */
export async function typeOnlyAdvice(context: AdviceContext): Promise<Finding[]> {
  const advice: Finding[] = [];
  const { tangleOf } = context;
  for (const tangle of context.tangles) {
    const candidates = tangle.members.flatMap((from) =>
      candidatesOf(context, from, (to) => tangleOf.get(to) === tangle),
    );
    const found = weighed(context, await cures(context, candidates));
    advice.push(...(await onCycles(context, tangle, found)));
  }
  const elsewhere = context.view.files.flatMap((_, from) =>
    candidatesOf(context, from, (to) => !tangleOf.has(to) || tangleOf.get(from) !== tangleOf.get(to)),
  );
  const worth = weighed(context, elsewhere)
    .filter(({ loads }) => loads >= fewestLoads)
    .sort((a, b) => b.loads - a.loads);
  const read = new Set([...new Set(worth.map(({ from }) => from))].slice(0, mostFilesRead));
  const cured = await cures(
    context,
    worth.filter(({ from }) => read.has(from)),
  );
  return [...advice, ...cured.map((cure) => offCycles(context, cure))];
}

function candidatesOf(context: AdviceContext, from: number, wanted: (to: number) => boolean): Candidate[] {
  const { view } = context;
  const file = view.file(from);
  if (!/\.([cm]?ts|tsx)$/.test(file.path)) return [];
  return (view.runtime[from] ?? []).filter(wanted).flatMap((to) => {
    const { path } = view.file(to);
    const imports = file.dependencies.filter((d) => !d.typeOnly && d.target.kind === 'file' && d.target.path === path);
    if (!imports.every((dependency) => dependency.syntax === 'import' && dependency.names.length > 0)) return [];
    return [{ from, to, imports }];
  });
}

/** Pairs each candidate with what its file would load less. */
function weighed<T extends Candidate>({ view }: AdviceContext, candidates: readonly T[]): (T & Weight)[] {
  const changes = candidates.map(({ from, to }) => ({
    from,
    row: (view.runtime[from] ?? []).filter((id) => id !== to),
  }));
  const loads = loadsSaved(view, changes);
  return candidates.map((candidate, at) => ({ ...candidate, loads: loads[at] ?? 0 }));
}

/** Reads each file once, and keeps nothing of it but the edits. */
async function cures<T extends Candidate>(context: AdviceContext, candidates: readonly T[]): Promise<(T & Remedy)[]> {
  const cured: (T & Remedy)[] = [];
  const byFile = [...Map.groupBy(candidates, (candidate) => candidate.from)];
  for (const [done, [from, ofFile]] of byFile.entries()) {
    await context.pause();
    context.options.report?.({ step: 'Reading how imports are used', done, total: byFile.length });
    const { path } = context.view.file(from);
    const text = context.source(path);
    if (text === undefined) continue;
    const analysis = await analyseImports(text, path);
    for (const candidate of ofFile) {
      if (candidate.imports.some((dependency) => analysis.isPlainlyNeeded(dependency))) continue;
      const answers = candidate.imports.map((dependency) => analysis.editsFor(dependency));
      const whole = answers.filter((answer) => answer.kind === 'whole');
      if (whole.length < answers.length) continue;
      const edits = whole.flatMap((answer) => answer.edits).sort((a, b) => a.start - b.start);
      cured.push({ ...candidate, edits, names: whole.flatMap((answer) => answer.names) });
    }
  }
  return cured;
}

async function onCycles(context: AdviceContext, tangle: Tangle, found: readonly Cure[]): Promise<Finding[]> {
  const together = tangle.freed(found.map(edgeOf));
  const advice: Finding[] = [];
  for (const cure of found) {
    await context.pause();
    const alone = tangle.freed([edgeOf(cure)]);
    if (alone === 0 && together === 0 && cure.loads === 0) continue;
    const effects = cycleEffects(tangle, alone, together, found.length);
    if (cure.loads > 0) effects.push(`The file loads ${count(cure.loads, 'file')} less.`);
    advice.push(adviceOf(context, cure, effects, alone, together));
  }
  return advice;
}

function edgeOf({ from, to }: Candidate): Edge {
  return [from, to];
}

function offCycles(context: AdviceContext, cure: Cure): Finding {
  return adviceOf(context, cure, [`The file loads ${count(cure.loads, 'file')} less.`], 0, 0);
}

function adviceOf(
  { view, tangleOf }: AdviceContext,
  { from, to, imports, names: used, edits, loads }: Cure,
  effects: readonly string[],
  filesInCycles: number,
  weight: number,
): Finding {
  const { path } = view.file(from);
  const target = view.file(to).path;
  const specifier = imports[0]?.specifier ?? target;
  return {
    advice: {
      id: `type-only-import:${path}>${target}`,
      kind: 'type-only-import',
      title: `Make the import of ${specifier} type-only`,
      detail: [
        `${names(used)} ${used.length === 1 ? 'is' : 'are'} used as ${used.length === 1 ? 'a type' : 'types'} alone.`,
        ...effects,
        sideEffects(target, specifier),
      ].join(' '),
      path,
      line: imports[0]?.line ?? 1,
      saves: { ...(filesInCycles > 0 ? { filesInCycles } : {}), ...(loads > 0 ? { loads } : {}) },
      edits,
    },
    tangle: tangleOf.get(from) === tangleOf.get(to) ? tangleOf.get(from) : undefined,
    edge: `${path}>${target}`,
    weight,
  };
}
