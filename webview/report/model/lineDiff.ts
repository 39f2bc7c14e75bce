import { diffArrays } from 'diff';

export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Texts that differ in more lines than this are not compared: it would take long, and tell little. */
const MOST_CHANGES = 2000;

/** The lines of two texts, together; undefined where they are too different for that. */
export function lineDiff(before: string, after: string): readonly DiffLine[] | undefined {
  const changes = diffArrays(before.split('\n'), after.split('\n'), { maxEditLength: MOST_CHANGES, timeout: 300 });
  return changes?.flatMap(({ added, removed, value }) => {
    const kind = added ? 'added' : removed ? 'removed' : 'same';
    return value.map((text) => ({ kind, text }) as const);
  });
}

/** What changed, with `around` lines about each change; a gap says how many lines are left out. */
export function nearChanges(
  lines: readonly DiffLine[],
  around: number,
): readonly (DiffLine | { readonly kind: 'gap'; readonly lines: number })[] {
  const near = new Set<number>();
  lines.forEach((line, at) => {
    if (line.kind === 'same') return;
    for (let other = at - around; other <= at + around; other++) near.add(other);
  });
  const shown: (DiffLine | { readonly kind: 'gap'; readonly lines: number })[] = [];
  let skipped = 0;
  const flush = () => {
    if (skipped > 0) shown.push({ kind: 'gap', lines: skipped });
    skipped = 0;
  };
  lines.forEach((line, at) => {
    if (!near.has(at)) {
      skipped++;
      return;
    }
    flush();
    shown.push(line);
  });
  flush();
  return shown;
}
