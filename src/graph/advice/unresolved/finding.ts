import type { Dependency, GraphFile } from '#protocol';
import type { AdviceContext, Finding } from '../context.ts';
import type { Fix } from './relativeFix.ts';

/** What a file writes in one or more places and leads nowhere. */
export interface Unresolved {
  readonly file: GraphFile;
  /** The first of them. */
  readonly dependency: Dependency;
  readonly places: readonly Dependency[];
  readonly reason: string;
}

export function unresolvedIn(file: GraphFile): Unresolved[] {
  const unresolved = file.dependencies.filter(({ target }) => target.kind === 'unresolved');
  return [...Map.groupBy(unresolved, ({ specifier }) => specifier).values()].flatMap((places) => {
    const [dependency] = places;
    if (dependency?.target.kind !== 'unresolved') return [];
    return [{ file, dependency, places, reason: dependency.target.reason }];
  });
}

/** Puts in words that a specifier leads nowhere, and what to write instead where that is known. */
export function findingOf(context: AdviceContext, unresolved: Unresolved, fix: Fix | undefined): Finding {
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
