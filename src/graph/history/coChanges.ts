import type { CoChange } from '#protocol';
import type { Commit } from '#workspace';

/** When files count as changing together. */
export interface CoChangeThresholds {
  /** Support: commits that touched both, at least. */
  readonly minTogether: number;
  /** Confidence: the share of the commits of the less often changed file that touched the other too, 0 to 1. */
  readonly minConfidence: number;
  /** Commits that touched more files tell nothing about any two of them: moves, reformatting, licence headers. */
  readonly maxFiles: number;
}

export const defaultThresholds: CoChangeThresholds = { minTogether: 5, minConfidence: 0.5, maxFiles: 50 };

/**
 * Finds the files that keep changing in the same commits (evolutionary, or temporal, coupling), for each file the
 * strongest first.
 *
 * T. Zimmermann, P. Weißgerber, S. Diehl, A. Zeller, "Mining version histories to guide software changes", ICSE 2004,
 * for support and confidence; A. Tornhill, "Software Design X-Rays", 2018, for taking the rarer of the two as measure.
 *
 * @param known which paths to look at
 */
export function coChangesOf(
  commits: readonly Commit[],
  known: (path: string) => boolean,
  thresholds: CoChangeThresholds = defaultThresholds,
): Map<string, Omit<CoChange, 'linked'>[]> {
  const telling = commits
    .filter((commit) => commit.touched <= thresholds.maxFiles)
    .map((commit) => commit.files.map((file) => file.path).filter(known));
  const count = new Map<string, number>();
  for (const path of telling.flat()) count.set(path, (count.get(path) ?? 0) + 1);

  const result = new Map<string, Omit<CoChange, 'linked'>[]>();
  const add = (path: string, other: string, together: number, confidence: number) => {
    const list = result.get(path);
    if (list === undefined) result.set(path, [{ path: other, together, confidence }]);
    else list.push({ path: other, together, confidence });
  };
  const often = (path: string) => (count.get(path) ?? 0) >= thresholds.minTogether;
  for (const [a, others] of pairs(telling, often)) {
    for (const [b, together] of others) {
      const confidence = together / Math.min(count.get(a) ?? 0, count.get(b) ?? 0);
      if (together < thresholds.minTogether || confidence < thresholds.minConfidence) continue;
      add(a, b, together, confidence);
      add(b, a, together, confidence);
    }
  }
  for (const list of result.values()) {
    list.sort((x, y) => y.together - x.together || y.confidence - x.confidence || (x.path < y.path ? -1 : 1));
  }
  return result;
}

/** In how many of the lists each two paths stand together; the smaller path is the outer key. */
function pairs(lists: readonly string[][], often: (path: string) => boolean): Map<string, Map<string, number>> {
  const together = new Map<string, Map<string, number>>();
  for (const list of lists) {
    const paths = list.filter(often).sort();
    paths.forEach((a, index) => {
      for (const b of paths.slice(index + 1)) {
        let row = together.get(a);
        if (row === undefined) {
          row = new Map();
          together.set(a, row);
        }
        row.set(b, (row.get(b) ?? 0) + 1);
      }
    });
  }
  return together;
}
