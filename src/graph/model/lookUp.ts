import { distance } from 'fastest-levenshtein';
import { ToolwrightError } from '#base';
import type { GraphView } from './view.ts';

/**
 * The number of a file.
 * @throws ToolwrightError `file-not-in-graph`, with near names as the hint
 */
export function fileId(view: GraphView, path: string): number {
  const id = view.idOf.get(path);
  if (id === undefined) {
    throw new ToolwrightError('file-not-in-graph', `There is no file ${path} in the dependency graph.`, {
      hint: didYouMean(path, [...view.idOf.keys()]) ?? 'Paths are relative to the workspace folder, with /.',
    });
  }
  return id;
}

const MOST_NAMES = 3;

/** `Did you mean a or b?`, or undefined where nothing is near. Names that end as the word does come first. */
export function didYouMean(word: string, names: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  const limit = Math.max(2, Math.floor(word.length / 3));
  const near = names
    .flatMap((name) => {
      const candidate = name.toLowerCase();
      const sameEnd = candidate.endsWith(`/${wanted}`) || wanted.endsWith(`/${candidate}`);
      const far = sameEnd
        ? 0
        : Math.abs(candidate.length - wanted.length) > limit
          ? Infinity
          : distance(wanted, candidate);
      return far <= limit ? [{ name, far }] : [];
    })
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_NAMES)
    .map(({ name }) => name);
  if (near.length === 0) return undefined;
  return `Did you mean ${near.join(' or ')}?`;
}
