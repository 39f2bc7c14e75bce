import type { HotSpot } from '#protocol';
import type { Commit } from '#workspace';
import type { GraphView } from '../model/view.ts';
import { type CoChangeThresholds, coChangesOf, defaultThresholds } from './coChanges.ts';
import { linksOf } from './links.ts';

/**
 * The files of the graph that changed, the riskiest first: often changed, with many files that feel it.
 *
 * @param dependentsOf how many files depend on a file, directly and indirectly
 */
export function hotSpots(
  view: GraphView,
  commits: readonly Commit[],
  dependentsOf: (path: string) => number,
  thresholds: CoChangeThresholds = defaultThresholds,
): HotSpot[] {
  const changes = new Map<string, { commits: number; churn: number }>();
  for (const commit of commits) {
    for (const { path, added, removed } of commit.files) {
      if (!view.idOf.has(path)) continue;
      const change = changes.get(path) ?? { commits: 0, churn: 0 };
      changes.set(path, { commits: change.commits + 1, churn: change.churn + added + removed });
    }
  }

  const coChanges = coChangesOf(commits, (path) => view.idOf.has(path), thresholds);
  const linked = linksOf(view);
  const spots = [...changes].map(([path, change]) => ({ path, ...change, dependents: dependentsOf(path) }));
  const hottest = spots.reduce((most, spot) => Math.max(most, spot.commits * spot.dependents), 0);
  return spots
    .map((spot) => ({
      ...spot,
      score: hottest === 0 ? 0 : (100 * spot.commits * spot.dependents) / hottest,
      coChanges: (coChanges.get(spot.path) ?? []).map((other) => ({ ...other, linked: linked(spot.path, other.path) })),
    }))
    .sort((a, b) => b.score - a.score || b.churn - a.churn || (a.path < b.path ? -1 : 1));
}
