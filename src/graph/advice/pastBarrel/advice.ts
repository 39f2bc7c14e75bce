import type { Dependency, TextEdit } from '#protocol';
import type { AdviceContext, Finding } from '../context.ts';
import { loadsSaved } from '../loads.ts';
import type { Edge, Tangle } from '../savings.ts';
import { count, cycleEffects, joined, names, sideEffects } from '../words.ts';
import { type Definer, definersOf } from './definers.ts';
import { rewriteImport } from './rewriteImport.ts';

/** Off cycles, fewer loads saved are not worth a word. */
const fewestLoads = 10;

/** What comes through the barrel by one specifier. */
interface BarrelImport {
  readonly start: number;
  readonly dependencies: readonly Dependency[];
  readonly definers: ReadonlyMap<string, Definer>;
}

/** An edge to a barrel that can lead to the files behind it instead. */
interface Detour {
  readonly from: number;
  readonly barrel: number;
  readonly imports: readonly BarrelImport[];
  /** Files that it needs of those behind the barrel, at run time. */
  readonly needed: readonly number[];
}

/** Advises to import from the file that defines a name, where the way through a barrel costs cycles or needless loads. */
export async function pastBarrelAdvice(context: AdviceContext): Promise<Finding[]> {
  const { tangleOf } = context;
  const detours: Detour[] = [];
  for (const from of context.view.files.keys()) {
    await context.pause();
    detours.push(...detoursOf(context, from));
  }
  const byTangle = Map.groupBy(detours, ({ from, barrel }) => {
    const tangle = tangleOf.get(from);
    return tangle === tangleOf.get(barrel) ? tangle : undefined;
  });
  const worth: Effects[] = [];
  for (const [tangle, inTangle] of byTangle) worth.push(...(await effectsOf(context, tangle, inTangle)));
  worth.sort((a, b) => b.alone - a.alone || b.loads - a.loads || b.together - a.together);
  return adviceOf(context, worth.slice(0, context.limit));
}

function detoursOf(context: AdviceContext, from: number): Detour[] {
  const { view } = context;
  const file = view.file(from);
  const row = view.runtime[from] ?? [];
  return row.flatMap((barrel) => {
    const { path } = view.file(barrel);
    const values = file.dependencies.filter((d) => !d.typeOnly && d.target.kind === 'file' && d.target.path === path);
    const known = values.map((dependency) => definersOf(context, file, dependency));
    if (known.includes(undefined)) return [];
    // `import { a } from` and `export { a }` are two dependencies with one specifier.
    const imports = [...Map.groupBy(values, ({ start }) => start)].map(([start, dependencies]) => ({
      start,
      dependencies,
      definers: new Map(dependencies.flatMap((dependency) => [...(known[values.indexOf(dependency)] ?? [])])),
    }));
    const needed = new Set(
      imports.flatMap(({ dependencies, definers }) =>
        dependencies
          .flatMap(({ names: carried }) => carried.filter((name) => !name.typeOnly))
          .flatMap((name) => view.idOf.get(definers.get(name.imported)?.path ?? '') ?? []),
      ),
    );
    return [{ from, barrel, imports, needed: [...needed] }];
  });
}

interface Effects {
  readonly detour: Detour;
  /** What the importing file would load less. */
  readonly loads: number;
  readonly effects: readonly string[];
  readonly alone: number;
  readonly together: number;
}

async function effectsOf(
  { view, pause }: AdviceContext,
  tangle: Tangle | undefined,
  detours: readonly Detour[],
): Promise<Effects[]> {
  const gone = detours.map(({ from, barrel }): Edge => [from, barrel]);
  const come = detours.map(({ from, needed }) => needed.map((target): Edge => [from, target]));
  const together = tangle?.freed(gone, come.flat()) ?? 0;
  const changes = detours.map(({ from, barrel, needed }) => ({
    from,
    row: [...(view.runtime[from] ?? []).filter((target) => target !== barrel), ...needed],
  }));
  const allLoads = loadsSaved(view, changes);
  const worth: Effects[] = [];
  for (const [at, detour] of detours.entries()) {
    await pause();
    const loads = allLoads[at] ?? 0;
    const alone = Math.max(0, tangle?.freed(gone.slice(at, at + 1), come[at]) ?? 0);
    if (alone === 0 && together <= 0 && loads < fewestLoads) continue;
    const effects = tangle === undefined ? [] : cycleEffects(tangle, alone, together, detours.length);
    if (loads > 0) effects.push(`The file loads ${count(loads, 'file')} less.`);
    worth.push({ detour, loads, effects, alone, together });
  }
  return worth;
}

/** Puts it in words, with edits: each file is read once. Where a declaration can't be rewritten the words stand alone. */
async function adviceOf(context: AdviceContext, worth: readonly Effects[]): Promise<Finding[]> {
  if (worth.length === 0) return [];
  const { ts: typescript } = await import('ts-morph');
  const language = {
    languageVersion: typescript.ScriptTarget.ESNext,
    jsDocParsingMode: typescript.JSDocParsingMode.ParseNone,
  };
  const advice: Finding[] = [];
  for (const [from, ofFile] of Map.groupBy(worth, ({ detour }) => detour.from)) {
    await context.pause();
    const { path } = context.view.file(from);
    const text = context.source(path);
    const name = path.endsWith('x') ? 'file.tsx' : 'file.ts';
    const source = text === undefined ? undefined : typescript.createSourceFile(name, text, language, true);
    for (const item of ofFile) {
      const edits = item.detour.imports.map(
        ({ start, definers }) => source && rewriteImport(typescript, source, start, definers),
      );
      const whole = edits.every((list) => list !== undefined);
      advice.push(inWords(context, item, whole ? edits.flat().sort((a, b) => a.start - b.start) : undefined));
    }
  }
  return advice;
}

function inWords(
  { view, tangleOf }: AdviceContext,
  { detour, loads, effects, alone, together }: Effects,
  edits: readonly TextEdit[] | undefined,
): Finding {
  const { from, barrel, imports } = detour;
  const { path } = view.file(from);
  const through = view.file(barrel).path;
  const first = imports[0]?.dependencies[0];
  const definers = imports.flatMap((one) => [...one.definers]);
  const homes = [...new Set(definers.map(([, { specifier }]) => specifier))];
  return {
    advice: {
      id: `past-barrel:${path}>${through}`,
      kind: 'past-barrel',
      title: `Import ${names(definers.map(([imported]) => imported))} past ${first?.specifier}`,
      detail: [
        `${through} only passes on what ${joined(homes.slice(0, 5))} ${homes.length === 1 ? 'defines' : 'define'}.`,
        ...effects,
        sideEffects(through, first?.specifier ?? through),
      ].join(' '),
      path,
      line: first?.line ?? 1,
      saves: { ...(alone > 0 ? { filesInCycles: alone } : {}), ...(loads > 0 ? { loads } : {}) },
      ...(edits === undefined ? {} : { edits }),
    },
    tangle: tangleOf.get(from) === tangleOf.get(barrel) ? tangleOf.get(from) : undefined,
    edge: `${path}>${through}`,
    weight: together,
  };
}
