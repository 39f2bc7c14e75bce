import { basename, dirname } from 'node:path/posix';
import { distance } from 'fastest-levenshtein';
import type { Dependency, GraphFile } from '#protocol';
import { resolveExport } from '../impact/exports.ts';
import { packageNameOf } from '../resolve/members.ts';
import type { AdviceContext, Finding } from './context.ts';
import { pointsAt, relativeSpecifier } from './specifiers.ts';
import { count } from './words.ts';

/** What a file writes in one or more places and leads nowhere. */
interface Unresolved {
  readonly file: GraphFile;
  /** The first of them. */
  readonly dependency: Dependency;
  readonly places: readonly Dependency[];
  readonly reason: string;
}

/** What a specifier was probably meant to be. */
interface Fix {
  readonly specifier: string;
  readonly why: string;
  readonly safe: boolean;
}

/** Tells for each import that leads nowhere what it was probably meant to be. */
export function unresolvedAdvice(context: AdviceContext): Finding[] {
  const found = context.view.files.flatMap(unresolvedIn);
  const isRelative = ({ dependency }: Unresolved) => /^\.{0,2}\/|^\.{1,2}$/.test(dependency.specifier);
  const index = stemIndex(context.listed);
  const packages = knownPackages(context);
  const perPackage = Map.groupBy(
    found.filter((one) => !isRelative(one)),
    ({ dependency }) => packageNameOf(dependency.specifier),
  );
  return [
    ...found.filter(isRelative).map((one) => adviceOn(context, one, relativeFix(context, one, index))),
    ...[...perPackage].flatMap(([name, uses]) => packageAdvice(context, name, uses, packages)),
  ];
}

function unresolvedIn(file: GraphFile): Unresolved[] {
  const unresolved = file.dependencies.filter(({ target }) => target.kind === 'unresolved');
  return [...Map.groupBy(unresolved, ({ specifier }) => specifier).values()].flatMap((places) => {
    const [dependency] = places;
    if (dependency?.target.kind !== 'unresolved') return [];
    return [{ file, dependency, places, reason: dependency.target.reason }];
  });
}

/** Files by where a specifier without an extension would point, in lower case. */
function stemIndex(listed: Iterable<string>): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const path of listed) {
    const stem = stemOf(path);
    for (const key of new Set([stem, stem.replace(/(^|\/)index$/, '')])) {
      const lower = key.toLowerCase();
      index.set(lower, [...(index.get(lower) ?? []), path]);
    }
  }
  return index;
}

function stemOf(path: string): string {
  return path.replace(/(\.d)?\.[cm]?[jt]sx?$/, '');
}

function relativeFix(
  context: AdviceContext,
  { file, dependency }: Unresolved,
  index: Map<string, string[]>,
): Fix | undefined {
  const { specifier } = dependency;
  const base = pointsAt(file.path, specifier);
  const fix = (paths: readonly string[], why: string, safe: boolean): Fix | undefined => {
    const specifiers = paths.flatMap((path) => relativeSpecifier(file, path, specifier, context.listed) ?? []);
    const [only] = specifiers;
    return only === undefined || specifiers.length > 1 || only === specifier
      ? undefined
      : { specifier: only, why, safe };
  };
  if (base === undefined) return undefined;
  const stem = stemOf(base);
  const sameButForCase = (index.get(stem.toLowerCase()) ?? []).filter((path) => path !== file.path);
  if (sameButForCase.length > 0) {
    const exact = sameButForCase.filter((path) => stemOf(path) === stem);
    return exact.length > 0
      ? fix(exact, 'The file has another extension.', true)
      : fix(
          sameButForCase,
          'The name of the file differs in upper and lower case; some systems tell them apart.',
          true,
        );
  }
  const others = [...context.listed].filter((path) => path !== file.path);
  const moved = others.filter((path) => basename(stemOf(path)) === basename(stem));
  const offered = moved.filter((path) => offers(context, path, dependency));
  const near = others.filter(
    (path) => dirname(path) === dirname(base) && isNear(basename(stemOf(path)), basename(stem)),
  );
  const nearOffered = near.filter((path) => offers(context, path, dependency));
  return (
    fix(nearOffered, 'That file has the names that are imported.', true) ??
    fix(offered, 'The file of that name there has the names that are imported.', true) ??
    fix(near, 'There is a file of nearly that name.', false) ??
    fix(moved, 'There is one file of that name, elsewhere.', false)
  );
}

/** Whether a file has every name that a dependency carries, and it carries some. */
function offers({ view }: AdviceContext, path: string, { names }: Dependency): boolean {
  const id = view.idOf.get(path);
  if (id === undefined || names.length === 0) return false;
  return names.every(({ imported }) => imported !== '*' && resolveExport(view, id, imported) !== undefined);
}

/** A slip of the pen apart: a few letters other, or two neighbours swapped. */
function isNear(name: string, other: string): boolean {
  const [a, b] = [name.toLowerCase(), other.toLowerCase()];
  const most = Math.min(2, Math.floor(Math.min(a.length, b.length) / 3));
  const swapped = [...a].some((_, at) => a.slice(0, at) + a.charAt(at + 1) + a.charAt(at) + a.slice(at + 2) === b);
  return a !== b && (swapped || distance(a, b) <= most);
}

function knownPackages({ view, options }: AdviceContext): ReadonlySet<string> {
  const known = new Set<string>();
  for (const { dependencies } of view.files) {
    for (const { target } of dependencies) if (target.kind === 'package') known.add(target.name);
  }
  for (const { manifest } of options.packages ?? []) {
    const { name, dependencies, devDependencies, peerDependencies, optionalDependencies } = manifest;
    if (name !== undefined) known.add(name);
    for (const listed of [dependencies, devDependencies, peerDependencies, optionalDependencies]) {
      for (const dependency of Object.keys(listed ?? {})) known.add(dependency);
    }
  }
  return known;
}

/** One piece of advice for a package that is missing everywhere; one a place where its name is mistyped. */
function packageAdvice(
  context: AdviceContext,
  name: string,
  uses: readonly Unresolved[],
  known: ReadonlySet<string>,
): Finding[] {
  const [first] = uses;
  if (first === undefined) return [];
  const near = known.has(name) ? [] : [...known].filter((other) => isNear(name, other));
  const [meant] = near;
  if (meant !== undefined && near.length === 1) {
    const why = `The package ${meant} is used in this workspace.`;
    return uses.map((use) =>
      adviceOn(context, use, { specifier: meant + use.dependency.specifier.slice(name.length), why, safe: false }),
    );
  }
  if (known.has(name) || name.startsWith('#')) return uses.map((use) => adviceOn(context, use, undefined));
  // The host provides it, as editors and test runners do: what can be installed are its types.
  if (known.has(`@types/${name.replace(/^@/, '').replace('/', '__')}`)) return [];
  const files = new Set(uses.map(({ file }) => file.path)).size;
  return [
    {
      advice: {
        id: `unresolved-import:package:${name}`,
        kind: 'unresolved-import',
        title: `Install ${name}`,
        detail: `Imported by ${count(files, 'file')}: ${first.reason}.`,
        path: first.file.path,
        line: first.dependency.line,
        saves: {},
      },
      weight: uses.every(({ file }) => file.test) ? 0 : files,
    },
  ];
}

function adviceOn(context: AdviceContext, unresolved: Unresolved, fix: Fix | undefined): Finding {
  const { file, dependency, places, reason } = unresolved;
  const { specifier, line } = dependency;
  const said = {
    id: `unresolved-import:${file.path}>${specifier}`,
    kind: 'unresolved-import' as const,
    path: file.path,
    line,
    saves: {},
  };
  if (fix === undefined) {
    const title = `Find what ${specifier} is meant to be`;
    return { advice: { ...said, title, detail: `It leads nowhere: ${reason}.` }, weight: 0 };
  }
  const title = fix.safe
    ? `Change ${specifier} to ${fix.specifier}`
    : `Check whether ${specifier} means ${fix.specifier}`;
  const detail = `It leads nowhere: ${reason}. ${fix.why}`;
  const text = fix.safe ? context.source(file.path) : undefined;
  // An import and an export of what it imports are two dependencies in one place.
  const spans = [...new Map(places.map((place) => [place.start + 1, place.end - 1])).entries()];
  if (text === undefined || !spans.every(([start, end]) => text.slice(start, end) === specifier)) {
    return { advice: { ...said, title, detail }, weight: 1 };
  }
  const edits = spans.map(([start, end]) => ({ start, end, text: fix.specifier })).sort((a, b) => a.start - b.start);
  return { advice: { ...said, title, detail, edits }, weight: 2 };
}
